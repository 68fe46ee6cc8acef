import type { Member } from '../../members/member.ts';
import { whyInWords } from '../../purchases/why.ts';
import { day, type Message, money, points } from '../../texts/message.ts';
import type { Scene } from '../scene.ts';

/** Why the last receipt earned what it earned, and what it paid and gave back. */
export function whyMessage(scene: Scene, member: Member): Message {
  const { program } = scene.shop;
  const { currency, timeZone } = program.shop;
  const { last } = scene.known.purchases.of(member.id);
  if (last === undefined) return { parts: [{ key: 'why-nothing-yet' }] };
  const facts = { points: points(last.pointsEarned), total: money(last.total, currency), on: day(last.at, timeZone) };
  return {
    parts: [
      { key: 'why', facts },
      ...whyInWords(program, last.reasons, scene.language),
      ...(last.pointsSpent === 0n ? [] : [{ key: 'why-paid', facts: { points: points(last.pointsSpent) } }]),
      ...(last.returned === 0n ? [] : [{ key: 'why-returned', facts: { amount: money(last.returned, currency) } }]),
    ],
    dense: true,
  };
}
