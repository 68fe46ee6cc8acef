import { z } from 'zod';
import { languages } from '../texts/message.ts';
import type { Manager } from './manager.ts';
import type { People, PlaygroundPerson } from './people.ts';
import { answerJson, type PlaygroundAnswer, type PlaygroundCall } from './routes.ts';

const textMax = 4096;
const smsTextMax = 1600;
const bodyBytesMax = 16_384;

const action = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    payload: z
      .string()
      .regex(/^[\w-]{1,64}$/u)
      .optional(),
  }),
  z.object({ kind: z.literal('send'), text: z.string().trim().min(1).max(textMax) }),
  z.object({ kind: z.literal('tap'), messageId: z.int(), data: z.string().max(64) }),
  z.object({ kind: z.enum(['share-own', 'share-friend', 'sticker', 'block', 'unblock']) }),
  z.object({ kind: z.literal('speak'), language: z.enum(languages) }),
  z.object({ kind: z.literal('manager-tap'), messageId: z.int(), data: z.string().max(64) }),
  z.object({ kind: z.literal('manager-reply'), messageId: z.int(), text: z.string().trim().min(1).max(textMax) }),
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(smsTextMax) }),
]);
const request = z.object({ shopper: z.string(), action });

type Action = z.infer<typeof action>;
type Deps = { readonly people: People; readonly manager: Manager };

/** What somebody does on the page: on one of the phones. */
export function createActions(deps: Deps): (call: PlaygroundCall) => Promise<PlaygroundAnswer> {
  return async ({ rawBody, headers }) => {
    // JSON only: other sites' pages cannot send it here without being asked for leave first.
    if (!String(headers['content-type']).startsWith('application/json')) return answerJson(415, { refusal: 'json-only' });
    if (rawBody.length > bodyBytesMax) return answerJson(413, { refusal: 'too-large' });
    const read = request.safeParse(parseJson(rawBody));
    if (!read.success) return answerJson(422, { refusal: 'not-understood' });
    const person = deps.people.find(read.data.shopper);
    if (!person) return answerJson(429, { refusal: 'too-many-shoppers' });
    return perform(deps, person, read.data.action);
  };
}

async function perform({ manager }: Deps, person: PlaygroundPerson, wanted: Action): Promise<PlaygroundAnswer> {
  if (wanted.kind === 'text') return answerJson(200, await person.phone.text(wanted.text));
  try {
    if (wanted.kind === 'manager-tap') manager.tap(wanted.messageId, wanted.data);
    else if (wanted.kind === 'manager-reply') manager.reply(wanted.messageId, wanted.text);
    else onTelegram(person, wanted);
    return answerJson(200, {});
  } catch {
    // The double throws for what a real app would not offer: writing to a blocked bot, tapping a button that has gone.
    return answerJson(409, { refusal: 'not-possible-now' });
  }
}

type OnTelegram = Exclude<Action, { kind: 'text' | 'manager-tap' | 'manager-reply' }>;

function onTelegram({ shopper, phone, friendPhone }: PlaygroundPerson, wanted: OnTelegram): unknown {
  switch (wanted.kind) {
    case 'start':
      return shopper.start(wanted.payload);
    case 'send':
      return shopper.send(wanted.text);
    case 'tap':
      return shopper.tap(wanted.messageId, wanted.data);
    case 'share-own':
      return shopper.shareContact(phone.number.slice(1));
    case 'share-friend':
      return shopper.shareContact(friendPhone, { own: false });
    case 'sticker':
      return shopper.sendSticker();
    case 'block':
      return shopper.block();
    case 'unblock':
      return shopper.unblock();
    case 'speak':
      return shopper.speak(wanted.language);
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return;
  }
}
