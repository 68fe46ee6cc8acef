const PHONE_FIRST = 79_160_000_000;
const PHONES = 10_000_000;

let updateId = 1_000_000;

/** One message of a shopper as Telegram posts it. */
type Said = (chat: number, button: string) => object;

/** The four messages of an enrolment: start, a shared contact, an email, a tap on the last question's first button. */
export const story: readonly Said[] = [
  (chat) => message(chat, { text: '/start', entities: [{ type: 'bot_command', offset: 0, length: 6 }] }),
  (chat) => message(chat, { contact: { phone_number: String(PHONE_FIRST + (chat % PHONES)), first_name: 'Anna', user_id: chat } }),
  (chat) => message(chat, { text: `anna.${chat}@example.com` }),
  (chat, button) => ({
    update_id: nextId(),
    callback_query: {
      id: String(updateId),
      from: person(chat),
      chat_instance: '1',
      data: button,
      message: { message_id: 4, date: 1_790_000_000, chat: room(chat), text: '?' },
    },
  }),
];

export const message = (chat: number, content: object): object => ({
  update_id: nextId(),
  message: { message_id: 3, from: person(chat), chat: room(chat), date: 1_790_000_000, ...content },
});

const person = (id: number) => ({ id, is_bot: false, first_name: 'Anna', username: `anna_${id}`, language_code: 'en' });
const room = (id: number) => ({ id, first_name: 'Anna', username: `anna_${id}`, type: 'private' });

function nextId(): number {
  updateId += 1;
  return updateId;
}
