import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';

const { pool } = await freshDatabase();
const member = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';

beforeAll(async () => {
  await pool.query(`
    insert into member (id, name, language, card, joined_at, joined_by) values ('${member}', 'Anna', 'pl', '2900000000001', now(), 'telegram:1:1');
    insert into account (member_id, points, held, debt, carry, number, hash) values ('${member}', 40, 10, 0, 0, 2, '\\x00');
    insert into transfer (member_id, number, request, kind, source, target, points, happened_at, recorded_at, hash) values
      ('${member}', 1, 'r1', 'earn', 'shop', 'points', 50, now(), now(), '\\x01'), ('${member}', 2, 'r2', 'hold', 'points', 'held', 10, now(), now(), '\\x02');
    insert into lot (member_id, number, points, remaining, active_at) values ('${member}', 1, 50, 40, now());
    insert into draw (member_id, number, lot, points) values ('${member}', 2, 1, 10);
    insert into hold (id, member_id, number, points, state, expires_at) values ('${other}', '${member}', 2, 10, 'open', now());
    insert into consent (member_id, purpose, channel, given, wording, language, request, at) values ('${member}', 'terms', 'telegram', true, 't1', 'pl', 'r1', now());
  `);
});

const refused = /is refused: its rows stay as they were written/;

describe('what happened is not rewritten', () => {
  test.each([
    'update transfer set points = 51',
    'update transfer set about = null where number = 1',
    'delete from transfer',
    'truncate transfer',
    'update draw set points = 1',
    'delete from draw',
    'truncate draw',
    'update consent set given = false',
    'delete from consent',
    'truncate consent',
    'delete from lot',
    'truncate lot',
    'update lot set points = 60',
    `update lot set expires_at = now() + interval '1 year'`,
    'delete from hold',
    'truncate hold',
    'update hold set points = 1',
    `update hold set expires_at = now()`,
  ])('%s', async (statement) => {
    await expect(pool.query(statement)).rejects.toThrow(refused);
  });

  test('what remains of a lot changes, and a hold is closed once', async () => {
    await pool.query('update lot set remaining = 30');
    await pool.query(`update hold set state = 'captured'`);
    await expect(pool.query(`update hold set state = 'released'`)).rejects.toThrow(refused);
    await expect(pool.query(`update hold set state = 'open'`)).rejects.toThrow(refused);
  });
});

const tooMuch = '9007199254740992';
const transfer = (number: number, source: string, target: string, points: string) =>
  `insert into transfer (member_id, number, request, kind, source, target, points, happened_at, recorded_at, hash) values ('${other}', ${number}, 'r', 'k', '${source}', '${target}', ${points}, now(), now(), '\\x00')`;
const lot = (points: string, remaining: string) =>
  `insert into lot (member_id, number, points, remaining, active_at) values ('${other}', 1, ${points}, ${remaining}, now())`;
const hold = (points: string, state: string) =>
  `insert into hold (id, member_id, number, points, state, expires_at) values (gen_random_uuid(), '${other}', 1, ${points}, '${state}', now())`;
const code = (tries: number) =>
  `insert into code (id, phone, phone_hash, asked_by, purpose, digest, tries_left, at, expires_at) values (gen_random_uuid(), '+48', 'h', 'x', 'p', 'd', ${tries}, now(), now())`;
const outbox = (kind: string, state: string) =>
  `insert into outbox (request, class, recipient, message, state, due_at, attempts, created_at) values ('r', '${kind}', 'x', '{}', '${state}', now(), 0, now())`;

describe('sums and words stay within their bounds', () => {
  test.each<[string, string]>([
    ['account_points_check', `update account set points = -1`],
    ['account_points_check', `update account set points = ${tooMuch}`],
    ['account_held_check', `update account set held = -1`],
    ['account_debt_check', `update account set debt = 1`],
    ['account_debt_check', `update account set debt = -${tooMuch}`],
    ['account_carry_check', `update account set carry = -1`],
    ['account_number_check', `update account set number = -1`],
    ['transfer_points_check', transfer(1, 'shop', 'points', '0')],
    ['transfer_points_check', transfer(1, 'shop', 'points', '-5')],
    ['transfer_points_check', transfer(1, 'shop', 'points', tooMuch)],
    ['transfer_number_check', transfer(0, 'shop', 'points', '1')],
    ['transfer_move_check', transfer(1, 'points', 'points', '1')],
    ['transfer_move_check', transfer(1, 'shop', 'expired', '1')],
    ['transfer_move_check', transfer(1, 'shop', 'held', '1')],
    ['transfer_move_check', transfer(1, 'points', 'elsewhere', '1')],
    ['lot_points_check', lot('0', '0')],
    ['lot_remaining_check', lot('5', '6')],
    ['lot_remaining_check', lot('5', '-1')],
    ['draw_points_check', `insert into draw (member_id, number, lot, points) values ('${other}', 1, 1, 0)`],
    ['hold_points_check', hold('0', 'open')],
    ['hold_state_check', hold('1', 'forgotten')],
    ['code_tries_left_check', code(-1)],
    ['code_tries_left_check', code(6)],
    ['outbox_class_check', outbox('gossip', 'waiting')],
    ['outbox_state_check', outbox('reply', 'lost')],
    ['member_language_check', `update member set language = 'de'`],
    ['session_language_check', `insert into session (address, data, unclear, language, heard_at) values ('x', '{}', 0, 'de', now())`],
    [
      'identity_member_id_fkey',
      `insert into identity (address, member_id, proved_how, proved_by, proved_at) values ('x', '${other}', 'h', 'b', now())`,
    ],
  ])('%s: %s', async (constraint, statement) => {
    await expect(pool.query(statement)).rejects.toMatchObject({ constraint });
  });

  test('every move there is passes', async () => {
    const moves = ['shop points', 'points shop', 'points held', 'held shop', 'held points', 'points expired', 'shop debt', 'debt shop'];
    for (const [index, move] of moves.entries()) {
      const [source = '', target = ''] = move.split(' ');
      await pool.query(transfer(index + 1, source, target, '1'));
    }
  });
});
