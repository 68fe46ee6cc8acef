import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { settingNames } from '../../src/config.ts';
import { asStarted } from '../as-started.ts';
import type { Bench } from '../bench.ts';
import { freePort } from '../ports.ts';
import { type Program, runProgram, runTool } from '../program.ts';
import { untilAnswers } from '../ready.ts';
import { type Fresh, query } from '../server.ts';
import { bot } from './bot.ts';
import type { UsualSettings } from './usual.ts';

/** One way to enrol shoppers: how it is started on a database, how many replies its four messages get, whom it enrolled. */
export type Side = {
  readonly name: 'ours' | 'usual';
  readonly template: string | undefined;
  readonly replies: readonly number[];
  start(database: Fresh, profile?: string): Promise<{ readonly origin: string; readonly program: Program }>;
  count(database: Fresh): Promise<Enrolled>;
};

/** `doubled`: rows more than there are different chats. */
export type Enrolled = { readonly chats: number; readonly doubled: number };

const root = new URL('../../', import.meta.url);
const GENERATE_WITHIN_SECONDS = 60;

/** Our server as it is started by `npm start`, on a database of one's own. */
export async function ourSide({ server }: Bench, double: string): Promise<Side> {
  return {
    name: 'ours',
    template: await server.template('shop'),
    replies: [1, 2, 1, 1],
    async start(database, profile) {
      const port = await freePort();
      const script = new URL('src/main.ts', root);
      const env = { ...asStarted.env, ...ourSettings(port, double), DATABASE_URL: database.url };
      const program = runProgram({ name: 'kopilka', script, env, flags: asStarted.flags, folder: server.folder, profile });
      const origin = `http://127.0.0.1:${port}`;
      await untilAnswers(program, `${origin}/healthz`);
      return { origin, program };
    },
    count: (database) =>
      counted(
        database,
        `select count(distinct address) as chats, (select count(*) from member) as rows from identity where address like 'telegram:%'`,
      ),
  };
}

/** Every setting is set, so that nothing comes from a file `.env` beside package.json; empty means not set. */
export function ourSettings(port: number, double: string): Record<string, string> {
  return {
    ...Object.fromEntries(settingNames.map((name) => [name, ''])),
    PORT: String(port),
    PROGRAM: fileURLToPath(new URL('program.yaml', root)),
    TELEGRAM_BOT_TOKEN: bot.token,
    TELEGRAM_API_ROOT: double,
    TELEGRAM_WEBHOOK_SECRET: bot.secret,
    PLAYGROUND: 'off',
  };
}

export async function usualSide({ server }: Bench, double: string): Promise<Side> {
  const client = await generateClient(server.folder);
  return {
    name: 'usual',
    template: undefined,
    replies: [1, 1, 1, 1],
    async start(database, profile) {
      await query(database.place, usualTables);
      const port = await freePort();
      const settings: UsualSettings = { place: database.place, port, apiRoot: double, client };
      const script = new URL('./usual.ts', import.meta.url);
      const program = runProgram({ name: 'usual', script, settings, folder: server.folder, profile });
      const origin = `http://127.0.0.1:${port}`;
      await untilAnswers(program, `${origin}/healthz`);
      return { origin, program };
    },
    count: (database) => counted(database, 'select count(distinct chat) as chats, count(*) as rows from "Member"'),
  };
}

const usualTables = `
  create table "Session" (id serial primary key, key text not null unique, value text not null);
  create table "Member" (id serial primary key, chat bigint not null, name text not null, phone text not null, email text not null,
    offers boolean not null, "joinedAt" timestamp(3) not null default current_timestamp)`;

/** A Prisma client of its own, made in the temporary folder from which it still finds our packages. */
async function generateClient(folder: string): Promise<string> {
  const home = join(folder, 'usual');
  mkdirSync(home);
  copyFileSync(new URL('./schema.prisma', import.meta.url), join(home, 'schema.prisma'));
  symlinkSync(fileURLToPath(new URL('node_modules', root)), join(home, 'node_modules'));
  const prisma = fileURLToPath(new URL('node_modules/prisma/build/index.js', root));
  const args = [prisma, 'generate', '--schema', join(home, 'schema.prisma')];
  await runTool(process.execPath, args, { cwd: fileURLToPath(root), withinSeconds: GENERATE_WITHIN_SECONDS });
  return pathToFileURL(join(home, 'client', 'client.ts')).href;
}

async function counted(database: Fresh, statement: string): Promise<Enrolled> {
  const { rows } = await query(database.place, statement);
  const [chats, all] = [Number(rows[0].chats), Number(rows[0].rows)];
  return { chats, doubled: all - chats };
}
