import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { query } from '../backup/copies.ts';
import { freshConnection } from '../support/database.ts';
import { eventually, openStorm, type Storm } from '../support/storm.ts';
import { token } from '../support/storm-doubles.ts';
import { chatStory, chatter, heardBy, newPhone } from '../support/storm-people.ts';
import { kopilka, urlOf } from './kopilka.ts';

const COMES_WITHIN_MS = 10_000;

let storm: Storm;
let settings: Record<string, string>;
let phone: string;
let anna: ReturnType<typeof chatter>;
let card: string;

beforeAll(async () => {
  storm = await openStorm({ processes: 1 });
  const [{ name } = { name: '' }] = await storm.rows<{ name: string }>('select current_database() as name');
  settings = { DATABASE_URL: urlOf(name) };
  phone = newPhone();
  anna = chatter(storm, { phone });
  for (const step of chatStory(phone)) await storm.bring(await anna.does(step));
  await storm.settled();
  card = (await storm.rows<{ card: string }>('select card from member'))[0]?.card ?? '';
});
afterAll(() => storm.close());

const refusal = (sentence: RegExp | string) => ({
  code: 1,
  out: '',
  err: typeof sentence === 'string' ? `${sentence}\n` : expect.stringMatching(sentence),
});
const lastHeard = (): string => heardBy(anna).at(-1)?.replaceAll('\u00a0', ' ') ?? '';

describe('beside a running shop', () => {
  test('points are given and taken, and the shop tells the member', async () => {
    expect(await kopilka(settings, 'points', phone, '+100', '--why', 'the parcel came late', '--by', 'maria')).toEqual({
      code: 0,
      err: '',
      out: 'Done: +100 points. To spend now: 300.\n',
    });
    await eventually(() => lastHeard() === '+100 points from us, you have 300 now. The reason: the parcel came late', COMES_WITHIN_MS);
    expect((await kopilka(settings, 'points', card, '-50', '--why', 'typed twice')).out).toBe('Done: -50 points. To spend now: 250.\n');
    await eventually(() => lastHeard().startsWith('We have put your points right: −50, you have 250 now.'), COMES_WITHIN_MS);
    expect(await kopilka(settings, 'points', phone, '-251', '--why', 'x')).toEqual(
      refusal('Only 250 points can be spent now, so no more than that can be taken.'),
    );
    expect((await kopilka(settings, 'verify')).code).toBe(0);
  });

  test('a member is shown, with what was done by hand and by whom', async () => {
    await storm.rows(
      `insert into coupon (code, member_id, name, gives, about, given_at, expires_at)
       select 'C7K3M9QX4', id, 'tea', '{"en": "A cup of tea"}', 'case 5', '2026-03-01 09:00Z', '2026-04-01 21:00Z' from member`,
    );
    const { out, code } = await kopilka(settings, 'member', card);
    expect(code).toBe(0);
    expect(out).toMatch(/^Anna\n/);
    expect(out).toContain(phone);
    expect(out).toContain('250 to spend, 0 pending, 0 held, 0 owed');
    expect(out).toMatch(/points \+100\s+by maria\s+the parcel came late/);
    expect(out).toMatch(/service\s+points-given\s+sent, by telegram/);
    expect(out).toMatch(/marketing by telegram: yes/);
    expect(out).toContain('2026-03-01 12:00  C7K3M9QX4  tea  case 5  until 2026-04-02 00:00');
  });

  test('points are frozen and let go', async () => {
    expect((await kopilka(settings, 'block', phone, '--why', 'two tills at once')).code).toBe(0);
    expect(await kopilka(settings, 'block', phone, '--why', 'again')).toEqual(refusal('This member is blocked already.'));
    expect((await kopilka(settings, 'member', phone)).out).toMatch(/blocked\s+since .+: earns, and cannot spend/);
    expect((await kopilka(settings, 'block', phone, '--why', 'explained', '--undo')).out).toBe('Done: the points can be spent again.\n');
  });

  test('the clock of a member is set, and shown with whose hand it was', async () => {
    const clock = (zone: string) => kopilka(settings, 'clock', phone, zone, '--why', 'moved there', '--by', 'maria');
    expect(await clock('Asia/Vladivostok')).toEqual({
      code: 0,
      err: '',
      out: "Done: this member's clock is that of Asia/Vladivostok.\n",
    });
    expect(await clock('Asia/Vladivostok')).toEqual(refusal("This member's clock is that of Asia/Vladivostok already."));
    const { out } = await kopilka(settings, 'member', phone);
    expect(out).toMatch(/clock\s+Asia\/Vladivostok\n/);
    expect(out).toMatch(/clock\s+by maria\s+moved there/);
    expect((await clock('Europe/Moscow')).out).toBe("Done: this member's clock is the shop's.\n");
  });

  test('a chat is linked; one that could be either is refused', async () => {
    const other = chatter(storm);
    await storm.bring(await other.does((user) => user.send('/help')));
    const chat = `telegram:${other.id}`;
    expect(await kopilka(settings, 'link', phone, '79161234567', '--why', 'x')).toEqual(
      refusal('79161234567 is neither a mobile phone with its country code (+79161234567) nor a chat (telegram:123456789).'),
    );
    expect((await kopilka(settings, 'link', phone, chat, '--why', 'saw it')).out).toBe(`Done: ${chat} is theirs.\n`);
    await eventually(() => heardBy(other).at(-1)?.startsWith('Good to see you here too.') === true, COMES_WITHIN_MS);
  });

  test('a message that was refused is sent again', async () => {
    const [{ id } = { id: 0 }] = await storm.rows<{ id: number }>(
      `update outbox set state = 'refused' where id = (select max(id) from outbox where address = $1) returning id::int`,
      [`telegram:${anna.id}`],
    );
    const before = heardBy(anna).length;
    expect((await kopilka(settings, 'resend', phone)).out).toBe(`Done: message ${id} is sent again.\n`);
    await eventually(() => heardBy(anna).length === before + 1, COMES_WITHIN_MS);
    expect(await kopilka(settings, 'resend', String(id))).toEqual(refusal(/^Message \d+ was sent again already/));
    expect(await kopilka(settings, 'resend', phone)).toEqual(refusal('No message to this member has failed in the last 30 days.'));
  });
});

test('a poster is made for a source, with the name that the bot has', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'kopilka-poster-')), 'poster.html');
  const telegram = { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: storm.doubles.url };
  expect(await kopilka({ ...settings, ...telegram }, 'poster', 'плакат', '--out', file)).toMatchObject({ code: 0, err: '' });
  expect(readFileSync(file, 'utf8')).toContain(`@${storm.doubles.botApi.bot.username}`);
  rmSync(dirname(file), { recursive: true });
});

describe('what cannot be is said in one sentence', () => {
  test.each<[string[], RegExp | string]>([
    [['member', 'Anna'], 'Anna is neither a phone (such as +79161234567) nor the number of a card.'],
    [['member', '+79990000001'], 'No member has the phone +79990000001.'],
    [['points', '+79990000001', '100', '--why', 'x'], '100 is no change of points: write +100 or -50, of at most 1,000,000.'],
    [['points', '+79990000001', '+5'], /required option '--why <text>' not specified/],
    [
      ['clock', '+79990000001', 'Vladivostok', '--why', 'x'],
      '<time zone>: Vladivostok is none. Write a continent and a city of its list, such as Asia/Vladivostok.',
    ],
    [['clock', '+79990000001', '+10:00', '--why', 'x'], /^<time zone>: \+10:00 is none/],
    [['clock', '+79990000001', 'Asia/Vladivostok'], /required option '--why <text>' not specified/],
    [['resend', '999999'], 'There is no message 999999: they are kept for 30 days.'],
    [['poster', 'moon'], 'program.yaml has no source "moon"; there is: poster, flyer, neighbour.'],
    [['poster', 'poster'], /^There is nowhere to join yet: set up Telegram, or SMS/],
  ])('%j', async (command, sentence) => {
    expect(await kopilka(settings, ...command)).toEqual(refusal(sentence));
  });

  test('a reason that is empty or too long, and a hand without a name', async () => {
    expect(await kopilka(settings, 'points', phone, '+5', '--why', ' ')).toEqual(
      refusal(/^--why takes a reason of at most 200 characters/),
    );
    expect(await kopilka(settings, 'points', phone, '+5', '--why', 'x', '--by', 'y'.repeat(81))).toEqual(refusal(/^--by takes a name/));
  });

  test('a database of another version', async () => {
    const connection = await freshConnection();
    expect(
      await query(
        connection,
        `delete from _prisma_migrations where migration_name = (select max(migration_name) from _prisma_migrations) returning 1`,
      ),
    ).toHaveLength(1);
    expect(await kopilka({ DATABASE_URL: urlOf(connection.database) }, 'member', phone)).toEqual(
      refusal(/^This database belongs to another version of Kopilka \(\w+\): start the shop once with this one\.\n$/),
    );
  });
});
