import type { Letter, Message } from '../../src/texts/message.ts';
import { type Shopper, smsShopper, type TelegramShopper, telegramShopper, type World } from './world.ts';

/** What was answered: the texts' keys, in order, and the letters themselves. */
type Answered = {
  readonly keys: readonly string[];
  readonly text: string;
  readonly language: string | undefined;
  readonly choices: readonly string[];
};

/** Somebody in one of the two channels, seen through the outbox: which texts were chosen, not how they read. */
export type Person = {
  readonly address: string;
  readonly phone: string;
  says(text: string): Promise<Answered>;
  /** Does something only one channel has: a tap, a shared number. */
  does(what: () => Promise<unknown>): Promise<Answered>;
};

export type TelegramPerson = Person & { readonly shopper: TelegramShopper };

export function telegramPerson(world: World, about: Parameters<typeof telegramShopper>[1] = {}): TelegramPerson {
  const shopper = telegramShopper(world, about);
  return { ...person(world, shopper, `telegram:${shopper.id}`), shopper };
}

export function smsPerson(world: World, phone?: string): Person {
  const shopper = smsShopper(world, phone);
  return person(world, shopper, `sms:${shopper.phone}`);
}

function person(world: World, shopper: Shopper, address: string): Person {
  let seen = 0;
  const does = async (what: () => Promise<unknown>): Promise<Answered> => {
    await what();
    const rows = (await answersTo(world, address)).filter((row) => row.id > seen);
    seen = rows.at(-1)?.id ?? seen;
    return {
      keys: rows.flatMap((row) => (row.message.message?.parts ?? []).map((part) => ('key' in part ? part.key : part.words))),
      text: rows.map((row) => row.letter?.text ?? '').join('\n'),
      language: rows.at(-1)?.letter?.language,
      choices: rows.flatMap((row) => (row.letter?.choices ?? []).map((choice) => choice.value)),
    };
  };
  return { address, phone: shopper.phone, does, says: (text) => does(() => shopper.says(text)) };
}

type Row = { id: number; message: { message?: Message }; letter: Letter | null };

async function answersTo(world: World, address: string): Promise<Row[]> {
  const { rows } = await world.database.pool.query<Row>(
    'select id::int as id, message, letter from outbox where address = $1 order by id',
    [address],
  );
  return rows;
}

/** The code that was sent to a phone last. */
export async function lastCode(world: World, phone: string): Promise<string> {
  const texts = world.smsGateway
    .phone(phone)
    .messages()
    .filter((sms) => !sms.own);
  return /\b\d{6}\b/.exec(texts.at(-1)?.body ?? '')?.[0] ?? '';
}

/** Makes somebody a member by their channel's short form. */
export async function join(who: Person | TelegramPerson): Promise<void> {
  if ('shopper' in who) {
    await who.says('/start');
    await who.does(() => who.shopper.shares());
    await who.says('-');
    await who.says('no');
  } else {
    await who.says('JOIN Anna anna@example.com');
    await who.says('2');
  }
}

/** Whether a carrier or its owner has said that nothing reaches this address. */
export async function isOutOfReach({ database }: World, address: string): Promise<boolean> {
  const { rows } = await database.pool.query('select unreachable_since from identity where address = $1', [address]);
  return rows[0].unreachable_since !== null;
}
