import type { Member } from '../../members/member.ts';
import { tidied, WORDS_CHARACTERS_MAX } from '../../surveys/answer.ts';
import { eventsOf } from '../../surveys/answering.ts';
import { isTalking, openCase, spokenAgain } from '../../surveys/case.ts';
import { memberReplied, personAsked } from '../../surveys/notes.ts';
import { type Message, say } from '../../texts/message.ts';
import { type Answer, askAgain, type Reply, type Scene, type Step } from '../scene.ts';
import { deskOf } from './surveys.ts';

/** PERSON: a member wants somebody of the shop. Where nobody listens in a chat, the shop's contact is told. */
export function askForPerson(scene: Scene): Reply {
  if (scene.shop.managerAddress === undefined || scene.member === undefined) return { messages: [say('person-contact')] };
  return { messages: [personStep.ask(scene)], next: { step: 'person.words' } };
}

const personStep: Step = {
  ask: () => say('person-ask'),
  hear(scene, heard) {
    const said = spokenIn(heard);
    if (said === undefined) return heard.kind === 'skip' ? { messages: [say('left')], next: null } : askAgain('person-unclear');
    if (said === 'long') return tooLong(heard);
    return personWanted(scene, scene.member as Member, said);
  },
};

export const personSteps: Readonly<Record<string, Step>> = { 'person.words': personStep };

type Spoken = { readonly words?: string; readonly picture?: string };

function spokenIn(heard: Answer): Spoken | 'long' | undefined {
  if (heard.kind === 'text') return ofWords(heard.text);
  if (heard.kind !== 'picture') return undefined;
  const words = heard.words === undefined ? undefined : ofWords(heard.words);
  return words === 'long' ? 'long' : { picture: heard.picture, ...words };
}

function ofWords(text: string): Spoken | 'long' {
  const words = tidied(text);
  return words.length > WORDS_CHARACTERS_MAX ? 'long' : { words };
}

const tooLong = (heard: Answer): Reply =>
  askAgain('survey-words-long', { length: heard.kind === 'text' ? heard.text.length : WORDS_CHARACTERS_MAX, most: WORDS_CHARACTERS_MAX });

/** The same kind of case as an unhappy answer opens. Who asks again while theirs is open adds to it. */
function personWanted(scene: Scene, member: Member, said: Spoken): Reply {
  const { known, shop, now } = scene;
  const before = known.surveys.personCaseOf(member.id);
  const opened = openCase(shop.program, { number: before?.number ?? known.surveys.nextNumber(), kind: 'person', memberId: member.id }, now);
  const one = { ...(before ?? opened), saidAt: now };
  return {
    messages: [{ ...say('person-thanks', { case: String(one.number) }), keyboard: 'menu' }],
    next: null,
    surveys: [
      { kind: 'case', case: one },
      ...(before === undefined ? [{ kind: 'event', event: { caseNumber: one.number, at: now, kind: 'opened' } } as const] : []),
      ...eventsOf(one.number, said, now),
    ],
    others: personAsked(deskOf(shop), one, member, said.words, said.picture),
  };
}

/** What a member says freely after the shop has written to them belongs to that conversation; nothing where there is none. */
export function replyInTalk(scene: Scene, member: Member): Reply | undefined {
  const { known, shop, now, incoming } = scene;
  const talk = known.surveys.talkWith(member.id);
  if (talk === undefined || shop.managerAddress === undefined || !isTalking(talk, now)) return undefined;
  const said = spokenIn(heardFreely(incoming.said));
  if (said === undefined || said === 'long') return said === 'long' ? tooLong(heardFreely(incoming.said)) : undefined;
  const { case: one, reopened } = spokenAgain(shop.program, talk, now);
  const event = { caseNumber: one.number, at: now, kind: 'replied', ...(said.words === undefined ? {} : { words: said.words }) } as const;
  const passedOn: Message = { ...say('person-passed-on'), keyboard: 'menu' };
  return {
    messages: [passedOn],
    surveys: [
      { kind: 'case', case: one },
      ...(reopened ? [{ kind: 'event', event: { caseNumber: one.number, at: now, kind: 'reopened' } } as const] : []),
      { kind: 'event', event },
    ],
    others: memberReplied(deskOf(shop), one, member, said.words, said.picture),
  };
}

function heardFreely(said: Scene['incoming']['said']): Answer {
  if (said.kind === 'text') return { kind: 'text', text: said.text };
  return said.kind === 'picture' ? said : { kind: 'other' };
}
