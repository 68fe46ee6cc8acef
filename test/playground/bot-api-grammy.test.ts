import type { Message as RealMessage, Update as RealUpdate, UserFromGetMe } from '@grammyjs/types';
import { Api, Bot, GrammyError, HttpError, InlineKeyboard, InputFile, Keyboard } from 'grammy';
import { afterEach, beforeEach, expect, expectTypeOf, test } from 'vitest';
import type { Message, Update } from '../../src/playground/bot-api/objects.ts';
import { startBotApi } from '../support/bot-api.ts';
import { onePixel } from './one-pixel.ts';

let double: Awaited<ReturnType<typeof startBotApi>>;
let api: Api;

beforeEach(async () => {
  double = await startBotApi();
  api = new Api(double.token, { apiRoot: double.root });
  double.user({ id: 42, firstName: 'Anna' }).start();
});
afterEach(() => double.stop());

test("grammY's client is served: getMe, HTML, keyboards, photos", async () => {
  const me: UserFromGetMe = await api.getMe();
  expect(me).toMatchObject({ id: 7700000001, is_bot: true, username: 'kopilka_bot' });

  const sent = await api.sendMessage(42, '<b>Hi</b>', {
    parse_mode: 'HTML',
    reply_markup: new InlineKeyboard().text('Yes', 'y').url('Terms', 'https://x.com'),
  });
  expect(sent).toMatchObject({
    text: 'Hi',
    entities: [{ type: 'bold' }],
    reply_markup: { inline_keyboard: [[{ text: 'Yes' }, { text: 'Terms' }]] },
  });
  await api.sendMessage(42, 'Number?', { reply_markup: new Keyboard().requestContact('Share').resized().oneTime() });
  expect(double.messages(42).at(-1)).toMatchObject({
    markup: { keyboard: [[{ text: 'Share', request_contact: true }]], one_time_keyboard: true },
  });

  const photo = await api.sendPhoto(42, new InputFile(onePixel, 'card.png'), {
    caption: 'Card',
    reply_markup: new InlineKeyboard().text('Ok', 'ok'),
  });
  expect(photo).toMatchObject({ caption: 'Card', photo: [{ width: 1 }], reply_markup: { inline_keyboard: [[{ callback_data: 'ok' }]] } });
  expect(double.photo(photo.photo[0]!.file_id)?.bytes).toEqual(onePixel);
});

test('refusals, a strange token and a lost connection reach grammY as its own errors', async () => {
  const error: unknown = await api.sendMessage(999, 'Hi').catch((thrown) => thrown);
  expect(error).toBeInstanceOf(GrammyError);
  expect(error).toMatchObject({ error_code: 400, description: 'Bad Request: chat not found' });

  double.faults.add({ kind: 'too-many', retryAfterSeconds: 3 });
  await expect(api.sendMessage(42, 'Hi')).rejects.toMatchObject({ error_code: 429, parameters: { retry_after: 3 } });
  double.faults.add({ kind: 'drop' });
  await expect(api.sendMessage(42, 'Hi')).rejects.toBeInstanceOf(HttpError);
  await expect(new Api('1:other', { apiRoot: double.root }).getMe()).rejects.toMatchObject({ error_code: 401 });
});

test('a whole bot lives on it by long polling', async () => {
  const bot = new Bot(double.token, { client: { apiRoot: double.root } });
  bot.command('start', (context) =>
    context.reply(`Hi ${context.from?.first_name}`, { reply_markup: new InlineKeyboard().text('Yes', 'y') }),
  );
  bot.on('callback_query:data', async (context) => {
    await context.answerCallbackQuery({ text: 'Thanks' });
    await context.editMessageText('Done');
  });
  const running = bot.start();
  const anna = double.user({ id: 42, firstName: 'Anna' });
  expect((await anna.nextMessage()).message.text).toBe('Hi Anna');
  const edited = new Promise((resolve) => double.listen((event) => event.kind === 'edited' && resolve(event.shown.message.text)));
  anna.press('Yes');
  expect(await edited).toBe('Done');
  await bot.stop();
  await running;
});

test('what the double makes is what Telegram’s types say', () => {
  type Loose<T> = T extends readonly (infer Item)[] ? Loose<Item>[] : T extends object ? { -readonly [Key in keyof T]: Loose<T[Key]> } : T;
  expectTypeOf<Loose<Pick<Message, 'message_id' | 'date' | 'from' | 'text' | 'photo' | 'contact' | 'sticker' | 'caption'>>>().toExtend<
    Partial<RealMessage>
  >();
  expectTypeOf<keyof Message>().toExtend<keyof RealMessage>();
  expectTypeOf<Update['update_id']>().toEqualTypeOf<RealUpdate['update_id']>();
});
