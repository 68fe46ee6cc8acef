import { hash } from 'node:crypto';
import type { Language } from '../texts/message.ts';
import type { BotApi, Shopper } from './bot-api.ts';
import type { Phone, SmsGateway } from './sms-gateway.ts';

/** Browsers that may play at once, over the life of the process. */
const peopleMax = 1000;

const names: Readonly<Record<Language, string>> = { en: 'Anna', pl: 'Ania', ru: 'Анна' };

/** One browser's shopper: the same person with a messenger and a phone. */
export type PlaygroundPerson = {
  readonly id: string;
  readonly shopper: Shopper;
  readonly phone: Phone;
  /** Somebody else's number, for sharing what is not one's own. */
  readonly friendPhone: string;
};

export type People = ReturnType<typeof createPeople>;

/**
 * The person behind a browser's id. Chat and number follow from the id alone: after a restart the same browser is the same person again.
 * Undefined: not an id, or too many people.
 */
export function createPeople({ botApi, smsGateway }: { botApi: BotApi; smsGateway: SmsGateway }) {
  const people = new Map<string, PlaygroundPerson>();

  return {
    find(id: string, language: Language = 'en'): PlaygroundPerson | undefined {
      const known = people.get(id);
      if (known || people.size >= peopleMax || !/^[\w-]{16,64}$/u.test(id)) return known;
      const person: PlaygroundPerson = {
        id,
        shopper: botApi.user({ id: chatOf(id), firstName: names[language], languageCode: language }),
        phone: smsGateway.phone(numberOf(id)),
        friendPhone: numberOf(`${id}, a friend`),
      };
      people.set(id, person);
      return person;
    },
  };
}

const hashOf = (id: string): Buffer => hash('sha256', id, 'buffer');

/** Within the 52 bits Telegram's ids have. */
const chatOf = (id: string): number => 1_000_000_000 + hashOf(id).readUIntBE(0, 5);

/** A Russian mobile number: +7 900 and seven digits. */
const numberOf = (id: string): string => `+7900${String(1_000_000 + (hashOf(id).readUInt32BE(8) % 9_000_000))}`;
