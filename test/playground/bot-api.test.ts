import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BotApi, createBotApi, type Shopper } from '../support/bot-api.ts';
import { onePixel } from './one-pixel.ts';

const token = '7700000001:test-token';
let api: BotApi;
let anna: Shopper;

beforeEach(() => {
  api = createBotApi({ token, now: Date.now, firstUpdateId: 100 });
  anna = api.user({ id: 42, firstName: 'Anna', languageCode: 'ru' });
  anna.start();
});
afterEach(() => api.close());

const call = (method: string, body: object = {}, files?: Record<string, Buffer>) => api.handle({ method, body, ...(files && { files }) });
const say = (fields: object) => call('sendMessage', { chat_id: 42, text: 'Hello', ...fields });
const inline = (button: object) => ({ reply_markup: { inline_keyboard: [[button]] } });

describe('what Telegram refuses is refused in its words', () => {
  const refused: [what: string, method: string, body: object, description: string][] = [
    ['a method that does not exist', 'sendMoney', {}, 'Not Found'],
    ['no chat', 'sendMessage', { text: 'Hi' }, 'Bad Request: chat_id is empty'],
    ['somebody who never wrote', 'sendMessage', { chat_id: 43, text: 'Hi' }, 'Bad Request: chat not found'],
    ['an empty text', 'sendMessage', { chat_id: 42, text: ' \n ' }, 'Bad Request: message text is empty'],
    [
      'a text that is empty once parsed',
      'sendMessage',
      { chat_id: 42, text: '<b></b>', parse_mode: 'HTML' },
      'Bad Request: message text is empty',
    ],
    ['4097 characters', 'sendMessage', { chat_id: 42, text: 'я'.repeat(4097) }, 'Bad Request: message is too long'],
    ['a parse mode unheard of', 'sendMessage', { chat_id: 42, text: 'Hi', parse_mode: 'BB' }, 'Bad Request: unsupported parse_mode'],
    [
      '65 bytes of callback data',
      'sendMessage',
      { chat_id: 42, text: 'Hi', ...inline({ text: 'A', callback_data: `${'я'.repeat(32)}a` }) },
      'Bad Request: BUTTON_DATA_INVALID',
    ],
    [
      'a button that does nothing',
      'sendMessage',
      { chat_id: 42, text: 'Hi', ...inline({ text: 'A' }) },
      "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      'a markup that is none',
      'sendMessage',
      { chat_id: 42, text: 'Hi', reply_markup: { buttons: [] } },
      'Bad Request: object expected as reply markup',
    ],
    ['a photo that is not there', 'sendPhoto', { chat_id: 42 }, 'Bad Request: there is no photo in the request'],
    ['an unknown file id', 'sendPhoto', { chat_id: 42, photo: 'abc' }, 'Bad Request: wrong file identifier/HTTP URL specified'],
    ['an edit of nothing', 'editMessageText', { chat_id: 42, message_id: 9, text: 'Hi' }, 'Bad Request: message to edit not found'],
    [
      "an edit of a person's message",
      'editMessageText',
      { chat_id: 42, message_id: 1, text: 'Hi' },
      "Bad Request: message can't be edited",
    ],
    [
      'the answer to a tap nobody made',
      'answerCallbackQuery',
      { callback_query_id: '1' },
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    ],
    [
      'an answer to a tap of 201 characters',
      'answerCallbackQuery',
      { callback_query_id: '1', text: 'a'.repeat(201) },
      'Bad Request: MESSAGE_TOO_LONG',
    ],
    ['a command with capitals', 'setMyCommands', { commands: [{ command: 'Join', description: 'x' }] }, 'Bad Request: BOT_COMMAND_INVALID'],
    [
      'a command of 33 characters',
      'setMyCommands',
      { commands: [{ command: 'a'.repeat(33), description: 'x' }] },
      'Bad Request: command length must not exceed 32',
    ],
    [
      'a webhook without HTTPS',
      'setWebhook',
      { url: 'http://example.com/' },
      'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    ],
    [
      'a secret with a space',
      'setWebhook',
      { url: 'https://example.com/', secret_token: 'a b' },
      'Bad Request: secret token contains unallowed characters',
    ],
    ['leaving a private chat', 'leaveChat', { chat_id: 42 }, "Bad Request: can't leave private chat"],
  ];
  test.each(refused)('%s', async (_what, method, body, description) => {
    const error_code = description === 'Not Found' ? 404 : 400;
    expect(await call(method, body)).toEqual({ status: error_code, body: { ok: false, error_code, description } });
  });

  const unreadable: [html: string, why: string][] = [
    ['<b>Hi', 'Can\'t find end tag corresponding to start tag "b"'],
    ['Hi</b>', 'Unexpected end tag at byte offset 2'],
    ['<b>Да</i>', 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'],
    ['Да <div>Hi</div>', 'Unsupported start tag "div" at byte offset 5'],
    ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
  ];
  test.each(unreadable)('unreadable markup %s', async (text, why) => {
    const { body } = await say({ text, parse_mode: 'HTML' });
    expect(body).toMatchObject({ ok: false, error_code: 400, description: `Bad Request: can't parse entities: ${why}` });
  });
});

test('HTML becomes text and entities, counted in UTF-16 units', async () => {
  const text = ' <b>Чай 🍵</b> &amp; <i>a&lt;b</i> <a href="https://x.com/?a=1&amp;b=2">link</a> <code>/x</code> /card ';
  const { body } = await say({ text, parse_mode: 'HTML' });
  expect(body).toMatchObject({
    result: {
      text: 'Чай 🍵 & a<b link /x /card',
      entities: [
        { type: 'bold', offset: 0, length: 6 },
        { type: 'italic', offset: 9, length: 3 },
        { type: 'text_link', offset: 13, length: 4, url: 'https://x.com/?a=1&b=2' },
        { type: 'code', offset: 18, length: 2 },
        { type: 'bot_command', offset: 21, length: 5 },
      ],
    },
  });
});

test('4096 characters and 64 bytes of callback data are taken', async () => {
  const { status } = await say({ text: '🍵'.repeat(4096), ...inline({ text: 'A', callback_data: 'я'.repeat(32) }) });
  expect(status).toBe(200);
});

test('whoever blocked the bot is not written to until they unblock it', async () => {
  anna.block();
  expect(await say({})).toEqual({
    status: 403,
    body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
  });
  anna.unblock();
  expect(await say({})).toMatchObject({ status: 200 });
  anna.vanish();
  expect((await say({})).body).toMatchObject({ description: 'Forbidden: user is deactivated' });

  const { body } = await call('getUpdates', { offset: 101 });
  expect(body).toMatchObject({
    result: [
      { update_id: 101, my_chat_member: { old_chat_member: { status: 'member' }, new_chat_member: { status: 'kicked' } } },
      { update_id: 102, my_chat_member: { old_chat_member: { status: 'kicked' }, new_chat_member: { status: 'member' } } },
    ],
  });
});

test('what a shopper does becomes updates', async () => {
  const { body } = await say(inline({ text: 'Yes', callback_data: 'k_yes' }));
  const { message_id } = (body as unknown as { result: { message_id: number } }).result;
  const query = anna.tap(message_id, 'k_yes');
  anna.shareContact('79001234567');
  anna.shareContact('79001234567', { own: false });
  anna.shareContact('79001234567', { forwarded: true });
  anna.sendSticker();
  anna.send('/card please');

  const updates = (await call('getUpdates')).body as unknown as { result: object[] };
  const from = { id: 42, is_bot: false, first_name: 'Anna', language_code: 'ru' };
  expect(updates.result).toMatchObject([
    {
      update_id: 100,
      message: { text: '/start', entities: [{ type: 'bot_command', offset: 0, length: 6 }], from, chat: { id: 42, type: 'private' } },
    },
    { update_id: 101, callback_query: { id: query, data: 'k_yes', from, message: { message_id, text: 'Hello' } } },
    { update_id: 102, message: { contact: { phone_number: '79001234567', user_id: 42 } } },
    { update_id: 103, message: { contact: { phone_number: '79001234567', first_name: 'Friend' } } },
    { update_id: 104, message: { contact: { user_id: 42 }, forward_origin: { type: 'user' } } },
    { update_id: 105, message: { sticker: { emoji: '🫖' } } },
    { update_id: 106, message: { text: '/card please', entities: [{ type: 'bot_command', offset: 0, length: 5 }] } },
  ]);
  expect(updates.result[3]).not.toHaveProperty('message.contact.user_id');
  expect(() => anna.tap(message_id, 'k_no')).toThrow('No button');
  expect((await call('answerCallbackQuery', { callback_query_id: query })).status).toBe(200);
  expect((await call('answerCallbackQuery', { callback_query_id: query })).status).toBe(400);
});

test('an edited message changes in its place, and an edit that changes nothing is refused', async () => {
  const sent = (await say(inline({ text: 'Yes', callback_data: 'y' }))).body as unknown as { result: { message_id: number } };
  const target = { chat_id: 42, message_id: sent.result.message_id };
  expect((await call('editMessageText', { ...target, text: 'Hello', ...inline({ text: 'Yes', callback_data: 'y' }) })).body).toMatchObject({
    error_code: 400,
  });
  expect((await call('editMessageReplyMarkup', target)).status).toBe(200);
  expect((await call('editMessageReplyMarkup', target)).body).toMatchObject({
    description: expect.stringContaining('message is not modified'),
  });
  expect((await call('editMessageText', { ...target, text: 'Bye' })).status).toBe(200);
  expect(anna.messages().map(({ message }) => message.text)).toEqual(['/start', 'Bye']);
  expect((await call('deleteMessage', target)).status).toBe(200);
  expect((await call('deleteMessage', target)).body).toMatchObject({ description: 'Bad Request: message to delete not found' });
});

test('a photo comes as a part of the form, and again by its id', async () => {
  const sent = await call(
    'sendPhoto',
    { chat_id: '42', photo: 'attach://card', caption: '<b>29</b>', parse_mode: 'HTML' },
    { card: onePixel },
  );
  const { photo, caption } = (sent.body as unknown as { result: { photo: { file_id: string }[]; caption: string } }).result;
  expect(photo[0]).toMatchObject({ width: 1, height: 1 });
  expect(caption).toBe('29');
  expect(api.photo(photo[0]!.file_id)).toMatchObject({ contentType: 'image/png', bytes: onePixel });
  expect(await call('sendPhoto', { chat_id: 42, photo: photo[0]!.file_id })).toMatchObject({ status: 200 });
  expect((await call('sendPhoto', { chat_id: 42 }, { photo: Buffer.from('no picture') })).body).toMatchObject({
    description: 'Bad Request: IMAGE_PROCESS_FAILED',
  });
});

describe('long polling', () => {
  test('waits for an update and hands it over at once', async () => {
    const waiting = call('getUpdates', { offset: 101, timeout: 5 });
    anna.send('Hi');
    expect((await waiting).body).toMatchObject({ result: [{ update_id: 101, message: { text: 'Hi' } }] });
  });
  test('gives up after its timeout', async () => {
    const before = Date.now();
    expect((await call('getUpdates', { offset: 101, timeout: 1 })).body).toEqual({ ok: true, result: [] });
    expect(Date.now() - before).toBeGreaterThanOrEqual(990);
  });
  test('repeats what was not confirmed, and forgets what was', async () => {
    const ids = async (body: object) =>
      ((await call('getUpdates', body)).body as unknown as { result: { update_id: number }[] }).result.map((update) => update.update_id);
    anna.send('1');
    anna.send('2');
    expect(await ids({})).toEqual([100, 101, 102]);
    expect(await ids({ limit: 2 })).toEqual([100, 101]);
    expect(await ids({ offset: 102 })).toEqual([102]);
    expect(await ids({})).toEqual([102]);
    expect(await ids({ offset: -1 })).toEqual([102]);
  });
  test('a second poll ends the first, and a webhook forbids it', async () => {
    const first = call('getUpdates', { offset: 101, timeout: 5 });
    const second = call('getUpdates', { offset: 101, timeout: 5 });
    expect(await first).toMatchObject({ status: 409 });
    api.close();
    expect(await second).toMatchObject({ status: 200 });
    await call('setWebhook', { url: 'https://example.invalid/' });
    expect((await call('getUpdates')).body).toMatchObject({ error_code: 409, description: expect.stringContaining('webhook is active') });
  });
  test('only the kinds that were asked for', async () => {
    await call('getUpdates', { offset: 101, allowed_updates: ['my_chat_member'] });
    anna.send('Hi');
    anna.block();
    expect((await call('getUpdates')).body).toMatchObject({ result: [{ my_chat_member: {} }] });
  });
});

test("a webhook gets one chat's updates in order, with the secret, again until it answers 2xx", async () => {
  const heard: string[] = [];
  const post = async (_url: string, init: { headers: Record<string, string>; body: string }) => {
    heard.push(`${init.headers['x-telegram-bot-api-secret-token']} ${JSON.parse(init.body).message.text}`);
    return heard.length === 1
      ? new Response('', { status: 500 })
      : Response.json({ method: 'sendMessage', chat_id: 42, text: `Reply ${heard.length}` });
  };
  const hooked = createBotApi({ token, now: Date.now, post });
  const shopper = hooked.user({ id: 42, firstName: 'Anna' });
  await hooked.handle({ method: 'setWebhook', body: { url: 'https://shop.example/hook', secret_token: 's3cret' } });
  shopper.start();
  shopper.send('Hi');
  expect((await shopper.nextMessage()).message.text).toBe('Reply 2');
  expect((await shopper.nextMessage()).message.text).toBe('Reply 3');
  expect(heard).toEqual(['s3cret /start', 's3cret /start', 's3cret Hi']);
  const info = async () => (await hooked.handle({ method: 'getWebhookInfo', body: {} })).body;
  await expect.poll(info).toMatchObject({ result: { pending_update_count: 0 } });
  hooked.close();
});

describe('troubles on purpose', () => {
  test('too many requests, once', async () => {
    api.faults.add({ kind: 'too-many', retryAfterSeconds: 7, name: 'sendMessage' });
    expect(await call('getMe')).toMatchObject({ status: 200 });
    expect((await say({})).body).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    });
    expect(await say({})).toMatchObject({ status: 200 });
  });
  test('a connection lost after the message went out', async () => {
    api.faults.add({ kind: 'drop', afterwards: true });
    await expect(say({})).rejects.toThrow('dropped');
    expect(anna.messages().at(-1)).toMatchObject({ own: false, message: { text: 'Hello' } });
  });
  test('a call that hangs until its caller gives up', async () => {
    api.faults.add({ kind: 'hang' });
    const signal = AbortSignal.timeout(20);
    await expect(api.handle({ method: 'getMe', body: {}, signal })).rejects.toThrow('dropped');
  });
  test('limits per bot and per chat', async () => {
    let now = 1_000_000;
    const slow = createBotApi({ token, now: () => now, limits: { perSecond: 3, perChatPerSecond: 1 } });
    for (const id of [1, 2, 3, 4]) slow.user({ id, firstName: 'A' }).start();
    const to = async (chat_id: number) => (await slow.handle({ method: 'sendMessage', body: { chat_id, text: 'Hi' } })).status;
    expect([await to(1), await to(1), await to(2), await to(3), await to(4)]).toEqual([200, 429, 200, 200, 429]);
    now += 1000;
    expect(await to(1)).toBe(200);
  });
});

test('commands are offered by language, the empty one standing for the others', async () => {
  await call('setMyCommands', { commands: [{ command: 'card', description: 'Card' }] });
  await call('setMyCommands', { commands: [{ command: 'card', description: 'Карта' }], language_code: 'ru' });
  await call('setMyCommands', { commands: [{ command: 'help', description: 'Help' }], scope: { type: 'chat', chat_id: 7 } });
  expect(api.commands(42, 'ru-RU')).toEqual([{ command: 'card', description: 'Карта' }]);
  expect(api.commands(42, 'pl')).toEqual([{ command: 'card', description: 'Card' }]);
  expect(api.commands(7, 'ru')).toEqual([{ command: 'help', description: 'Help' }]);
  expect((await call('getMyCommands', { language_code: 'ru' })).body).toMatchObject({ result: [{ description: 'Карта' }] });
});

test('a group is heard while the bot is in it', async () => {
  const boss = { id: 9, firstName: 'Boss' };
  const group = api.group({ id: -100, title: 'Shop' });
  expect((await call('sendMessage', { chat_id: -100, text: 'Hi' })).body).toMatchObject({ description: 'Bad Request: chat not found' });
  group.addBot(boss);
  group.send(boss, 'Hello');
  expect((await call('sendMessage', { chat_id: -100, text: 'Hi' })).status).toBe(200);
  expect((await call('leaveChat', { chat_id: -100 })).status).toBe(200);
  expect((await call('sendMessage', { chat_id: -100, text: 'Hi' })).body).toMatchObject({ error_code: 403 });
  expect((await call('getUpdates', { offset: 101 })).body).toMatchObject({
    result: [{ my_chat_member: { chat: { type: 'group' } } }, { message: { text: 'Hello', chat: { id: -100, title: 'Shop' } } }],
  });
});
