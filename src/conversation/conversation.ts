import type { Names, Outcome, Turn } from '../database/turns.ts';
import type { Outgoing } from '../delivery/outbox.ts';
import { readCode } from '../members/codes.ts';
import type { MemberChange } from '../members/keeper.ts';
import { phoneOf, smsAddress } from '../members/member.ts';
import { memberAt } from '../members/proving.ts';
import { looksLikePhone, readPhone } from '../members/readers.ts';
import { invitationCode, readCode as readReceiptCode } from '../purchases/invitation.ts';
import { NEW_CASE } from '../surveys/load.ts';
import { type Language, type Message, say } from '../texts/message.ts';
import { readPollButton } from './dialogues/polls.ts';
import { claimAfterJoining } from './dialogues/receipts.ts';
import { isFreeTalk, replyTo } from './hearing.ts';
import type { Incoming } from './incoming.ts';
import { type Asked, readKeyword } from './keywords.ts';
import { languageOf } from './languages.ts';
import { withClaims, withProvedPhone } from './proofs.ts';
import type { Known, Reply, Scene, Shop, Writes } from './scene.ts';
import type { Session } from './session.ts';

/**
 * What is still to be done after a message was heard. `claim`: a receipt that was brought before its bringer joined. `about`: nothing was done yet,
 * because the message turned out to be about more than could be read off it; the turn is taken again, naming that too. `missed`: they brought a
 * receipt that is none.
 */
type Heard = { readonly claim: string } | { readonly about: Names } | { readonly missed: true } | null;

export type Conversation = {
  /** `guesses`: too many receipts they brought were none, and what they bring is no longer looked at. */
  turnOf(incoming: Incoming, guesses?: boolean): Turn<Known, Writes, Heard>;
  /** What has to follow as a turn of its own. */
  nextTurn(incoming: Incoming, heard: Heard): Turn<Known, Writes, Heard> | undefined;
};

/** How long a question stays open while nobody speaks. */
export const SILENCE_ENDS_MS = { sms: 24 * 60 * 60 * 1000, telegram: 7 * 24 * 60 * 60 * 1000 };
const UNCLEAR_MAX = 3;

/** Turns what somebody said into a turn: what it is about is read off the message alone, what is answered is decided from what is known. */
export function createConversation(shop: Shop): Conversation {
  return {
    nextTurn(incoming, heard) {
      if (heard === null || 'missed' in heard) return undefined;
      return 'claim' in heard ? claimAfterJoining(shop, incoming, heard.claim) : turnOf(shop, incoming, { again: heard.about });
    },
    turnOf: (incoming, guesses = false) => turnOf(shop, incoming, { guesses }),
  };
}

/** `again`: what the message turned out to be about when it was taken first. */
type Taking = { readonly again?: Names; readonly guesses?: boolean };

function turnOf(shop: Shop, incoming: Incoming, { again, guesses = false }: Taking): Turn<Known, Writes, Heard> {
  const asked = askedBy(incoming);
  return {
    requestId: again === undefined ? incoming.id : `${incoming.id}:about`,
    content: JSON.stringify([incoming.address, incoming.said]),
    names: { ...namesOf(shop, incoming, asked), ...(guesses ? { invitation: [] } : {}), ...again },
    deep: true,
    decide: (known, now) => decide(shop, known, incoming, asked, now, again !== undefined),
  };
}

function askedBy({ said }: Incoming): Asked | undefined {
  if (said.kind === 'text') {
    const receipt = readReceiptCode(said.text);
    return receipt === undefined ? withoutCommandsLanguage(said.text, readKeyword(said.text)) : { keyword: 'receipt', rest: receipt };
  }
  if (said.kind === 'start') return { keyword: said.payload.startsWith('r_') ? 'receipt' : 'join', rest: said.payload };
  return undefined;
}

/** Commands are English in every menu: they tell nothing about who taps them. */
function withoutCommandsLanguage(text: string, asked: Asked | undefined): Asked | undefined {
  if (asked === undefined || !text.startsWith('/')) return asked;
  return { keyword: asked.keyword, rest: asked.rest };
}

/** The address that wrote, a phone in its words, and what only some requests need. */
function namesOf(shop: Shop, incoming: Incoming, asked: Asked | undefined): Names {
  const { said, address } = incoming;
  const typed = said.kind === 'text' && looksLikePhone(said.text) ? said.text : undefined;
  const phone = said.kind === 'contact' ? `+${said.phone.replace(/^\+/, '')}` : typed;
  const read = phone === undefined ? undefined : readPhone(phone, shop.program.shop.country);
  const proved = incoming.channel === 'sms' ? phoneOf(address) : read?.ok ? read.value : undefined;
  const needsCodes =
    typed !== undefined ||
    (said.kind === 'text' && readCode(said.text) !== undefined) ||
    asked?.keyword === 'mydata' ||
    asked?.keyword === 'forget';
  return {
    session: [address],
    address: read?.ok ? [address, smsAddress(read.value)] : [address],
    ...(needsCodes ? { code: ['all'] } : {}),
    ...(proved === undefined && !needsCodes ? {} : { claim: proved === undefined ? [] : [shop.phoneHash(proved)] }),
    ...(asked?.keyword === 'receipt' ? { invitation: [invitationCode(asked.rest) ?? ''] } : {}),
    ...(needsCodes ? { answers: ['own'] } : {}),
    ...(said.kind === 'choice' && said.step === 'poll' ? { poll: [readPollButton(said.value)?.poll ?? ''] } : {}),
    ...(asked?.keyword === 'history' ? { history: ['last'] } : {}),
    ...(asked?.keyword === 'coupons' ? { coupons: ['unused'] } : {}),
    ...(asked?.keyword === 'why' ? { last: ['receipt'] } : {}),
  };
}

function decide(
  shop: Shop,
  known: Known,
  incoming: Incoming,
  asked: Asked | undefined,
  now: number,
  isAgain: boolean,
): Outcome<Writes, Heard> {
  const stored = known.sessions.at(incoming.address);
  const fresh: Session = { address: incoming.address, data: {}, unclear: 0, heardAt: now };
  const silent = stored !== undefined && now - stored.heardAt > SILENCE_ENDS_MS[incoming.channel];
  const session =
    stored === undefined ? fresh : silent ? { ...fresh, ...(stored.language === undefined ? {} : { language: stored.language }) } : stored;
  const member = memberAt(known.members, incoming.address);
  const language = languageOf(shop, incoming, member, session, asked?.language);
  const scene: Scene = { shop, known, incoming, now, language, session, ...(member === undefined ? {} : { member }) };
  const about = isAgain || asked !== undefined ? undefined : whatItIsAbout(scene);
  if (about !== undefined) return { answer: { about } };
  const own = incoming.channel === 'sms' ? phoneOf(incoming.address) : undefined;
  const answered = (after: Scene): Reply => patient(after, replyTo(after, asked));
  const reply = own === undefined ? answered(scene) : withProvedPhone(scene, own, 'text-received', answered);
  const told = withClaims(scene, reply);
  // After a STOP that the carrier answers nothing reaches them, whatever else it brought.
  const isSilent = incoming.said.kind === 'opt-out' && incoming.said.stopped;
  return written(scene, isSilent ? { ...told, messages: [] } : told, asked?.language === undefined ? undefined : language);
}

/**
 * What the open question is about, or whom a member may be talking to: known only when the session is. Nothing: all there is was named. It is kept
 * as an answer, so it holds nothing of a person.
 */
function whatItIsAbout(scene: Scene): Names | undefined {
  const { step, data } = scene.session;
  const { said } = scene.incoming;
  if (!['text', 'choice', 'picture', 'other'].includes(said.kind)) return undefined;
  if (step?.startsWith('survey.')) return { invitation: [invitationCode(String(data['receipt'])) ?? ''] };
  if (step === 'person.words' && scene.member !== undefined) return { case: [NEW_CASE] };
  return isFreeTalk(scene) ? { talk: ['own'] } : undefined;
}

/** After three answers we did not understand we stop asking and show the way out; by SMS, which costs and may be a machine, we fall silent. */
function patient(scene: Scene, reply: Reply): Reply {
  if (!reply.unclear || scene.session.unclear + 1 < UNCLEAR_MAX) return reply;
  if (scene.session.unclear + 1 > UNCLEAR_MAX && scene.incoming.channel === 'sms') return { ...reply, messages: [], next: null };
  const keyboard = scene.member === undefined ? ('none' as const) : ('menu' as const);
  return { ...reply, messages: [{ ...say('way-out'), keyboard }], next: null };
}

/** `heardIn`: the language of the keyword, which a stranger goes on in. */
function written(scene: Scene, reply: Reply, heardIn: Language | undefined): Outcome<Writes, Heard> {
  const session = sessionAfter(scene, reply, heardIn);
  const language = reply.language ?? scene.language;
  const replies = reply.messages.map(
    (message): Outgoing => ({
      class: 'reply',
      to: { address: scene.incoming.address },
      language,
      message: withSteps(message, session.step ?? ''),
      ...(reply.secret ? { secret: true } : {}),
    }),
  );
  const outbox = [...replies, ...(reply.others ?? [])];
  const members: readonly MemberChange[] = [...(reply.members ?? []), ...reachableAgain(scene, reply)];
  const invitation = scene.session.data['invitation'];
  const hasJoined = scene.member === undefined && members.some((change) => change.kind === 'identity');
  return {
    answer: typeof invitation === 'string' && hasJoined ? { claim: invitation } : reply.missed ? { missed: true } : null,
    writes: {
      sessions: [session],
      ...(members.length === 0 ? {} : { members }),
      ...(reply.ledger === undefined ? {} : { ledger: reply.ledger }),
      ...(reply.purchases === undefined ? {} : { purchases: reply.purchases }),
      ...(reply.surveys === undefined ? {} : { surveys: reply.surveys }),
      ...(reply.privacy === undefined ? {} : { privacy: reply.privacy }),
      ...(outbox.length === 0 ? {} : { outbox }),
    },
  };
}

function sessionAfter({ session, now }: Scene, reply: Reply, heardIn: Language | undefined): Session {
  const { step, data, language, ...rest } = session;
  const spoken = reply.language ?? language ?? heardIn;
  const kept = {
    ...rest,
    heardAt: now,
    unclear: reply.unclear ? session.unclear + 1 : 0,
    ...(spoken === undefined ? {} : { language: spoken }),
  };
  const answered = step === undefined ? {} : { answered: step };
  if (reply.next === null) return { ...kept, data: answered };
  if (reply.next === undefined) return { ...kept, data, ...(step === undefined ? {} : { step }) };
  return { ...kept, data: { ...reply.next.data, ...answered }, step: reply.next.step, ...(reply.unclear ? {} : { unclear: 0 }) };
}

/** Buttons carry the question they stand under, so that one from last week is known as such. */
const withSteps = (message: Message, step: string): Message =>
  message.choices === undefined
    ? message
    : { ...message, choices: message.choices.map((choice) => ({ ...choice, value: `${step}:${choice.value}` })) };

/** Whoever speaks can be reached again. */
function reachableAgain({ known, incoming, now }: Scene, reply: Reply): MemberChange[] {
  const identity = known.members.identity(incoming.address);
  if (identity === undefined || reply.members?.some((change) => change.kind === 'identity' || change.kind === 'identity-gone')) return [];
  if (incoming.said.kind === 'blocked') return [{ kind: 'identity', identity: { ...identity, unreachableSince: now } }];
  if (identity.unreachableSince === undefined) return [];
  const { unreachableSince: _, ...reachable } = identity;
  return [{ kind: 'identity', identity: reachable }];
}
