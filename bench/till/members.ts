import { readFileSync } from 'node:fs';
import { connect } from '../../src/database/connect.ts';
import { createLog } from '../../src/log.ts';
import { readProgram } from '../../src/rules/parse.ts';
import { createShop } from '../../src/shop.ts';
import { bot } from '../dialogue/bot.ts';
import type { Place } from '../server.ts';

export const MEMBERS = 10_000;

const PHONE_FIRST = 79_160_000_000;
const CHAT_FIRST = 10_000_000;

/** The n-th member's phone, from 1. */
export const phoneOf = (n: number): string => `+${PHONE_FIRST + n}`;

/** Everybody joins by Telegram and shares their number, through the shop's own dialogue; what it would have answered is thrown away. */
export async function enrolMembers(place: Place): Promise<void> {
  const read = readProgram(readFileSync(new URL('../../program.yaml', import.meta.url), 'utf8'));
  if (!read.ok) throw new Error('program.yaml has mistakes');
  const database = await connect(place);
  const shop = await createShop({
    database,
    program: read.program,
    programHash: read.hash,
    telegram: { token: bot.token, apiRoot: 'http://127.0.0.1:1', webhookSecret: bot.secret },
    publicUrl: 'http://127.0.0.1:1',
    prefix: '',
    log: createLog('warn'),
  });
  shop.courier.hold(true);
  const said = [
    { kind: 'start', payload: '' },
    { kind: 'contact', proved: true },
  ] as const;
  for (const [place, one] of said.entries())
    await Promise.all(
      Array.from({ length: MEMBERS }, (_, n) =>
        shop.hear({
          id: `test:${place}-${n + 1}`,
          channel: 'telegram',
          address: `telegram:${CHAT_FIRST + n + 1}`,
          profileName: 'Anna',
          said: one.kind === 'contact' ? { ...one, phone: phoneOf(n + 1) } : one,
        }),
      ),
    );
  await shop.turns.idle();
  await shop.courier.stop();
  await database.pool.query('delete from outbox');
  const { rows } = await database.pool.query(`select count(*) from identity where address like 'sms:%'`);
  await database.close();
  if (Number(rows[0].count) !== MEMBERS) throw new Error(`only ${rows[0].count} of ${MEMBERS} members could be enrolled.`);
}
