import { hash } from 'node:crypto';
import { planRoute, type Route } from '../../delivery/cascade.ts';
import { share } from '../../rules/fraction.ts';
import type { Program } from '../../rules/program.ts';
import { type Facts, type Language, type Message, points } from '../../texts/message.ts';
import { factsIn } from '../../texts/render.ts';
import type { Candidate } from './audience.ts';
import type { FactName, Plan } from './plan.ts';

/** What somebody is told by a plan: in their language where it has one, else in the shop's own. It ends with how to end offers. */
export function messageOf(plan: Plan, program: Program, member: Candidate): { readonly language: Language; readonly message: Message } {
  const language = plan.texts[member.language] === undefined ? program.shop.defaultLanguage : member.language;
  const words = plan.texts[language];
  if (words === undefined) throw new Error(`the plan has no text in ${language}`);
  const known: Record<FactName, Facts[string]> = { name: member.name, points: points(member.points), tier: member.tier };
  const facts = Object.fromEntries(factsIn(words).map((name) => [name, known[name as FactName]]));
  return { language, message: { parts: [{ words, facts }, { key: 'offers-end' }] } };
}

/** Where a plan's message to somebody may go. */
export const routeTo = (plan: Plan, program: Program, { reaches, timeZone }: Candidate): Omit<Route, 'broadcast'> =>
  planRoute(
    { class: 'marketing', calm: false, ...(plan.channels === undefined ? {} : { channels: plan.channels }) },
    reaches,
    program,
    timeZone,
  );

const HASHED = 2n ** 32n;

/** Whether somebody is in the group that is not written to: by chance, and always the same for one broadcast. */
export function isHeldOut(plan: Plan, broadcast: number, memberId: string): boolean {
  if (plan.holdOut === undefined) return false;
  const { numerator, denominator } = share(plan.holdOut);
  const chance = BigInt(hash('sha256', `hold out ${broadcast} ${memberId}`, 'buffer').readUInt32BE());
  return chance * denominator < numerator * HASHED;
}
