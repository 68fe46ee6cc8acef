import type { Update } from 'grammy/types';

const CHATS = 1000;

const words = [
  'Do you have green tea?',
  'Please bring it to the second floor, the door is open after nine in the morning',
  'А чай с мятой есть? Мне две чашки и одну с собой, пожалуйста',
  'Czy można płacić kartą?',
  '2',
  'thanks, see you tomorrow',
];
const commands = ['/menu', '/order', '/orders', '/start', '/help', '/start table-7'];

/** What a host hears in a day that is none of ours: six texts in ten, commands, buttons, pictures, groups. */
export function foreignUpdate(id: number): Update {
  const chat = 1_000_000 + (id % CHATS);
  const from = { id: chat, is_bot: false, first_name: 'Anna', language_code: 'en' };
  const head = { message_id: id, date: 1_795_000_000, from };
  const inPrivate = { ...head, chat: { id: chat, type: 'private', first_name: 'Anna' } };
  switch (id % 10) {
    case 6:
    case 7: {
      const text = commands[id % commands.length] ?? '';
      const length = text.split(' ')[0]?.length ?? 0;
      return { update_id: id, message: { ...inPrivate, text, entities: [{ type: 'bot_command', offset: 0, length }] } } as Update;
    }
    case 8:
      return {
        update_id: id,
        callback_query: {
          id: String(id),
          from,
          chat_instance: '1',
          data: 'tea:oolong',
          message: { ...inPrivate, text: 'Oolong, green tea' },
        },
      } as Update;
    case 9:
      return id % 20 === 9
        ? ({ update_id: id, message: { ...inPrivate, photo: [{ file_id: 'A', file_unique_id: 'a', width: 1, height: 1 }] } } as Update)
        : ({
            update_id: id,
            message: { ...head, chat: { id: -1000, type: 'group', title: 'Tea' }, text: words[id % words.length] },
          } as Update);
    default:
      return { update_id: id, message: { ...inPrivate, text: words[id % words.length] } } as Update;
  }
}
