import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { recruit } from '../greetings/broadcasts/crowd.ts';
import { freshDatabase } from '../support/database.ts';
import { kopilka, urlOf } from '../support/kopilka.ts';

const folder = mkdtempSync(join(tmpdir(), 'kopilka-plan-'));
const gateway = {
  SMS_GATEWAY: 'twilio',
  SMS_FROM: '+79000000000',
  TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000001',
  TWILIO_AUTH_TOKEN: 'test',
};

let database: Database;
let settings: Record<string, string>;
beforeAll(async () => {
  database = await freshDatabase();
  settings = { DATABASE_URL: await urlOf(database), ...gateway };
  await recruit(database.pool, [
    { name: 'Анна', language: 'ru', phone: '+79180200001' },
    { name: 'Анна', language: 'ru', phone: '+79180200002' },
    { name: 'Ева', language: 'ru', phone: '+79180200003', agreed: [] },
    { name: 'Jan', language: 'ru', telegram: 800_001, agreed: ['telegram'], phone: '+79180200004' },
  ]);
});

const say = async (...given: string[]) => {
  const { out, err } = await kopilka(settings, 'broadcast', ...given);
  return `${out}${err}`;
};

function planOf(text: string): string {
  const file = join(folder, 'plan.yaml');
  writeFileSync(file, text);
  return file;
}

test('a plan is kept, previewed, started once, steered and looked back on', { timeout: 90_000 }, async () => {
  expect(await say()).toBe('No broadcast yet: see kopilka broadcast example.\n');
  expect(await say('plan', planOf('name: Tea\ntexts: { ru: "{nam}" }\n'))).toMatch(/plan\.yaml: line 2, texts\.ru: \{nam\} is not known/);

  const planned = await say('plan', planOf('name: Новый чай\ntexts: { ru: "{name}, новый чай!" }\nbudget: 500\n'));
  expect(planned).toContain('sms, ru:\n  | Анна, новый чай!\n  | Не присылать: СТОП');
  expect(planned).toContain('4 members are meant, 2 are written to.\n  sms       2: 2 segments, RUB');
  expect(planned).toContain(': it will be paused when that has ended');
  expect(planned).not.toContain("month's money");
  expect(planned).toContain(
    'Left out: 1 without a yes to offers\nLeft out: 1 with a yes only for a channel that is closed to offers in their country',
  );

  expect(await say('test', '1', '--to', '+79180200003')).toBe('Broadcast 1 is on its way to +79180200003.\n');
  expect(await say('results', '1')).toBe('Broadcast 1 has not begun.\n');
  const started = await Promise.all([say('start', '1', '--quiet'), say('start', '1', '--quiet')]);
  expect(started.toSorted()).toEqual(['Broadcast 1 is running already.\n', 'Broadcast 1: 2 members are written to, 0 are held out.\n']);
  expect(await say('pause', '1')).toBe('Broadcast 1 is paused.\n');
  expect(await say('pause', '1')).toBe('Broadcast 1 is paused.\n');
  expect(JSON.parse(await say('watch', '1'))).toMatchObject({ broadcast: 1, state: 'paused', all: 2, waiting: 2, cost: '0' });
  expect(await say('resume', '1', '--budget', '5000')).toBe('Broadcast 1 is running.\n');
  expect(await say('cancel', '1')).toBe('Broadcast 1 is cancelled.\n');
  expect(await say('results', '1')).toContain('2 messages: 0 sent (0 delivered by report), 0 waiting');
  expect(await say()).toMatch(/^ {3}1 {2}cancelled .* Новый чай\n$/);
  expect(await say('start', '2')).toBe('There is no broadcast 2.\n');

  const { rows } = await database.pool.query('select class, broadcast_id from outbox order by id');
  expect(rows).toEqual([
    { class: 'reply', broadcast_id: null },
    { class: 'marketing', broadcast_id: 1 },
    { class: 'marketing', broadcast_id: 1 },
  ]);

  const month = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Moscow', year: 'numeric', month: '2-digit' }).format(Date.now());
  await database.pool.query(`insert into spending (name, spent) values ($1, 199500)`, [`sms:marketing:${month}`]);
  expect(await say('plan', planOf('name: Чай\ntexts: { ru: "Чай" }\n'))).toContain("Of the month's money for offers by SMS only RUB");
});
