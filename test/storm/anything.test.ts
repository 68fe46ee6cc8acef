import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStorm, type Storm } from '../support/storm.ts';
import type { Update } from '../support/storm-doubles.ts';
import { chatter, heardBy } from '../support/storm-people.ts';

const RUNS = Number(process.env['STORM_RUNS'] ?? 150);
const WITHIN_MS = 60_000;

let storm: Storm;
beforeAll(async () => {
  storm = await openStorm({ processes: 1 });
});
afterAll(() => storm.close());

let updateId = 1_000_000;
const nextId = (): number => {
  updateId += 1;
  return updateId;
};

/** Brings something, then a proper word of a proper person, who must be answered. */
async function survives(something: unknown): Promise<number> {
  const status = await storm.bring(something as Update);
  const anna = chatter(storm);
  expect(await storm.bring(await anna.does((user) => user.start()))).toBe(200);
  await storm.settled();
  expect(heardBy(anna)).toHaveLength(1);
  return status;
}

const from = { id: 42, is_bot: false, first_name: 'Anna' };
const chat = { id: 42, type: 'private', first_name: 'Anna' };
const message = (fields: object) => ({ message: { message_id: 1, date: 1, from, chat, ...fields } });

const malformed: Readonly<Record<string, object>> = {
  'a message that is null': { message: null },
  'a message that is a text': { message: 'hello' },
  'no chat': { message: { message_id: 1, date: 1, from, text: 'hello' } },
  'a chat that is null': message({ chat: null, text: 'hello' }),
  'a chat without an id': message({ chat: { type: 'private' }, text: 'hello' }),
  'a chat whose id is a text': message({ chat: { ...chat, id: 'forty-two' }, text: 'hello' }),
  'a chat whose id is beyond all numbers': message({ chat: { ...chat, id: 1e300 }, text: 'hello' }),
  'a text that is a number': message({ text: 42 }),
  'a text that is a list': message({ text: ['/start'] }),
  'a text in a group that is a number': message({ chat: { id: -5, type: 'group', title: 'Tea' }, text: 42 }),
  'a text with NUL': message({ text: 'he\u0000llo' }),
  'a text with half a character': message({ text: 'hello \ud83d' }),
  'a start with half a character': message({ text: '/start \ud83d' }),
  'a contact that is null': message({ contact: null }),
  'a contact without a number': message({ contact: { first_name: 'Anna', user_id: 42 } }),
  'a contact whose number is a number': message({ contact: { phone_number: 79161234567, first_name: 'Anna', user_id: 42 } }),
  'a contact whose number has NUL': message({ contact: { phone_number: '+7916\u00001234567', first_name: 'Anna', user_id: 42 } }),
  'a sender that is null': message({ from: null, text: 'hello' }),
  'a sender without an id': message({ from: { first_name: 'Anna' }, text: 'hello' }),
  'a sender whose language is a number': message({ from: { ...from, language_code: 7 }, text: 'hello' }),
  'a sender whose names are NUL and half a character': message({
    from: { ...from, first_name: '\u0000', last_name: '\ud83d' },
    text: 'hello',
  }),
  'a sender whose names are objects': message({ from: { ...from, first_name: {}, last_name: [] }, text: 'hello' }),
  'a tap without a sender': { callback_query: { id: '1', data: 'join.phone:yes' } },
  'a tap that is null': { callback_query: null },
  'a tap whose data is a number': { callback_query: { id: '1', from, data: 7 } },
  'a tap whose data has NUL': { callback_query: { id: '1', from, data: 'a\u0000:b\u0000' } },
  'a standing without a chat': { my_chat_member: { from, new_chat_member: { status: 'kicked' } } },
  'a standing without its new state': { my_chat_member: { from, chat } },
  'a standing without a sender': { my_chat_member: { chat, new_chat_member: { status: 'kicked' } } },
};

test.for(Object.keys(malformed))('an update with %s breaks nothing', async (name) => {
  expect([200, 400]).toContain(await survives({ update_id: nextId(), ...malformed[name] }));
});

test.for([
  'language.choose:xx',
  'language.choose:\ud83d',
  'language.choose:',
  'join.offers:perhaps',
  'join.email:\u0000',
  ':',
  '',
  'x'.repeat(5000),
])('a tap with forged data "%s" breaks nothing', async (data) => {
  const anna = chatter(storm);
  const step = data.slice(0, data.indexOf(':'));
  if (step === 'language.choose') await storm.bring(await anna.does((user) => user.send('/language')));
  if (step.startsWith('join')) {
    await storm.bring(await anna.does((user) => user.start()));
    await storm.bring(await anna.does((user) => user.shareContact(anna.phone)));
    if (step === 'join.offers') await storm.bring(await anna.does((user) => user.send('-')));
  }
  const tapper = { ...from, id: anna.id };
  expect(await survives({ update_id: nextId(), callback_query: { id: '1', from: tapper, data } })).toBe(200);
});

test(
  'whatever arrives at the webhook is refused or passed over, never an error of ours, and the next proper message is heard',
  async () => {
    const junk = fc.jsonValue({ maxDepth: 4 });
    const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(2 ** 53, -(2 ** 53), 1e308));
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('/start', '/stop', 'JOIN', '\u0000', '\ud83d', '/start s_poster'));
    const person = fc.record(
      { id: fc.oneof(number, junk), is_bot: fc.oneof(fc.boolean(), junk), first_name: fc.oneof(text, junk), language_code: junk },
      { requiredKeys: [] },
    );
    const place = fc.record(
      { id: fc.oneof(number, junk), type: fc.oneof(fc.constantFrom('private', 'group', 'channel'), junk) },
      { requiredKeys: [] },
    );
    const contact = fc.record({ phone_number: fc.oneof(text, number, junk), user_id: fc.oneof(number, junk) }, { requiredKeys: [] });
    const either = <T>(likely: fc.Arbitrary<T>) => fc.oneof({ weight: 4, arbitrary: likely }, { weight: 1, arbitrary: junk });
    const proper = fc.constantFrom(from);
    const said = fc.record(
      {
        from: either(fc.oneof(person, proper)),
        chat: either(fc.oneof(place, fc.constant(chat))),
        text: either(text),
        contact: either(contact),
        forward_origin: junk,
      },
      { requiredKeys: [] },
    );
    const tap = fc.record({ id: either(text), from: either(fc.oneof(person, proper)), data: either(text) }, { requiredKeys: [] });
    const standing = fc.record(
      { chat: either(place), from: either(person), new_chat_member: either(fc.record({ status: text })) },
      { requiredKeys: [] },
    );
    const update = fc.record(
      { update_id: either(number), message: either(said), callback_query: either(tap), my_chat_member: either(standing) },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          update,
          update.map((one) => ({ ...one, update_id: nextId() })),
          junk,
        ),
        async (something) => {
          expect([200, 400]).toContain(await storm.bring(something as Update));
        },
      ),
      { numRuns: RUNS },
    );
    expect(await survives({})).toBe(400);
  },
  WITHIN_MS,
);

test('bodies that are no JSON at all are refused', async () => {
  const [shop] = storm.processes;
  const post = async (body: string | Buffer, headers: Record<string, string> = {}): Promise<number> =>
    (
      await fetch(`${shop?.url}/webhooks/telegram`, {
        method: 'POST',
        body,
        headers: { 'x-telegram-bot-api-secret-token': 'a-secret-for-the-webhook', ...headers },
      })
    ).status;
  expect(await post('')).toBe(400);
  expect(await post('{"update_id":')).toBe(400);
  expect(await post('['.repeat(200_000))).toBe(400);
  expect(await post(`{"update_id":1,"message":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`)).toBeLessThan(500);
  expect(await post(Buffer.from([0xff, 0xfe, 0x00]))).toBe(400);
  expect(await post('update_id=1', { 'content-type': 'application/x-www-form-urlencoded' })).toBe(400);
  expect(await post(`{"update_id":1e999}`)).toBe(400);
  expect(await post(`{"update_id":1,"a":"${'x'.repeat(1_100_000)}"}`)).toBe(413);
  expect(await post('{}', { 'x-telegram-bot-api-secret-token': 'guess' })).toBe(401);
  await survives({});
});
