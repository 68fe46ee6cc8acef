import type { Language } from '../texts/message.ts';
import type { Consent, Purpose } from './member.ts';

/** The words somebody agreed to or withdrew by, and the message that did it. */
export type Wording = { readonly wording: string; readonly language: Language; readonly request: string };

/** Whether the last word on this purpose and channel was yes. Notices are allowed until withdrawn, marketing never without a yes. */
export function isGiven(consents: readonly Consent[], purpose: Purpose, channel: string): boolean {
  const last = consents.findLast((consent) => consent.purpose === purpose && consent.channel === channel);
  return last?.given ?? purpose === 'notices';
}

/** Consents that say yes to marketing on both channels, as the question that was asked names both. */
export const agreeToMarketing = (memberId: string, words: Wording, at: number): readonly Consent[] =>
  ['telegram', 'sms'].map((channel) => ({ memberId, purpose: 'marketing', channel, given: true, ...words, at }));

/** A no to the question of offers, on both channels it names. */
export const refuseMarketing = (memberId: string, words: Wording, at: number): readonly Consent[] =>
  ['telegram', 'sms'].map((channel) => ({ memberId, purpose: 'marketing', channel, given: false, ...words, at }));

/** STOP: no marketing on any channel, at once. By SMS it ends every unsolicited SMS too. */
export function stopMarketing(memberId: string, channel: string, words: Wording, at: number): readonly Consent[] {
  const marketing = refuseMarketing(memberId, words, at);
  if (channel !== 'sms') return marketing;
  return [...marketing, { memberId, purpose: 'notices', channel: 'sms', given: false, ...words, at }];
}

/** START after a stop by SMS: notices may come again. Marketing needs its own yes. */
export const resumeNotices = (memberId: string, words: Wording, at: number): readonly Consent[] => [
  { memberId, purpose: 'notices', channel: 'sms', given: true, ...words, at },
];
