import type { Shopper } from '../../src/playground/bot-api.ts';
import type { Storm, Text } from './storm.ts';
import type { Update } from './storm-doubles.ts';

/** Somebody with a Telegram chat, whose words become updates that the test delivers. */
export type Chatter = {
  readonly id: number;
  readonly phone: string;
  readonly user: Shopper;
  does(what: (user: Shopper) => void): Promise<Update>;
};

let people = 0;

export function chatter({ doubles }: Storm, about: { phone?: string } = {}): Chatter {
  people += 1;
  const id = 500_000 + people;
  const user = doubles.botApi.user({ id, firstName: 'Anna', languageCode: 'en' });
  return {
    id,
    user,
    phone: about.phone ?? `+7916${String(id).padStart(7, '0')}`,
    async does(what) {
      const updates = await doubles.updatesOf(() => what(user));
      if (updates.length !== 1) throw new Error(`${updates.length} updates instead of one`);
      return updates[0] as Update;
    },
  };
}

/** What the bot has said in a chat, oldest first. */
export const heardBy = ({ user }: Chatter): string[] =>
  user.messages().flatMap(({ own, message }) => (own ? [] : [message.text ?? message.caption ?? '']));

/** A form from its first word to its last, with answers that do not fit in between. */
export const chatStory = (phone: string): ((user: Shopper) => void)[] => [
  (user) => user.start(),
  (user) => user.send('what is this?'),
  (user) => user.shareContact(phone),
  (user) => user.send('no address at all'),
  (user) => user.send('anna@example.com'),
  (user) => user.send('perhaps later'),
  (user) => user.send('yes'),
  (user) => user.send('/balance'),
];

/** The same by SMS. */
export const textStory = ['JOIN', '12 monkeys', 'Bob bob@example.com', 'perhaps later', '1', 'BALANCE', 'HELP'];

let texts = 0;

export function text(from: string, body: string): Text {
  texts += 1;
  return { from, body, sid: `SM${String(texts).padStart(32, '0')}` };
}

export function newPhone(): string {
  people += 1;
  return `+7917${String(600_000 + people).padStart(7, '0')}`;
}

export const textsTo = ({ doubles }: Storm, phone: string): string[] =>
  doubles.smsGateway
    .phone(phone)
    .messages()
    .flatMap((sms) => (sms.own ? [] : [sms.body]));
