import type { Conversation } from '@grammyjs/conversations';
import { type Context, InlineKeyboard, Keyboard } from 'grammy';

type Row = { chat: bigint; name: string; phone: string; email: string; offers: boolean };
export type Members = { create(input: { data: Row }): Promise<unknown> };

/** The form as the plugin's manual writes one: a reply, a wait, a reply, a wait, and at the end the row. */
export const joining = (members: Members) => async (conversation: Conversation, context: Context) => {
  await context.reply('Welcome to our shop! By joining you accept our terms. Share your number to join.', {
    reply_markup: new Keyboard().requestContact('Share my number and join').resized().oneTime(),
  });
  const shared = await conversation.waitFor(':contact');
  await shared.reply('Thank you, Anna! What is your email?', { reply_markup: { remove_keyboard: true } });
  const written = await conversation.waitFor('message:text');
  await written.reply('May we send you offers?', { reply_markup: new InlineKeyboard().text('Yes', 'yes').text('No', 'no') });
  const tapped = await conversation.waitForCallbackQuery(['yes', 'no']);
  await tapped.answerCallbackQuery();
  const data = {
    chat: BigInt(tapped.chatId as number),
    name: tapped.from.first_name,
    phone: shared.message?.contact.phone_number ?? '',
    email: written.message.text,
    offers: tapped.callbackQuery.data === 'yes',
  };
  await conversation.external(async () => void (await members.create({ data })));
  await tapped.reply('You are a member now. Here is your card: 2900000000001.');
};
