import { activationsOf, balanceOf, expiriesOf } from '../../ledger/balance.ts';
import type { Book } from '../../ledger/book.ts';
import type { Member } from '../../members/member.ts';
import { nameOf } from '../../purchases/names.ts';
import { tierOf } from '../../rules/tiers.ts';
import { worthOf } from '../../rules/worth.ts';
import { day, type Facts, type Message, money, points } from '../../texts/message.ts';
import { bookOf, type Scene } from '../scene.ts';

const DATES_SHOWN_MAX = 3;

/** Points, what they are worth, tier and what is missing to the next, what is pending and what expires when. */
export function balanceMessage(scene: Scene, member: Member, given?: Book): Message {
  const { program } = scene.shop;
  const book = given ?? bookOf(scene, member);
  const { currency, timeZone } = program.shop;
  const balance = balanceOf(book, scene.now);
  const parts: { key: string; facts?: Facts }[] = [
    { key: 'balance', facts: { points: points(balance.available), worth: money(worthOf(program, balance.available), currency) } },
  ];
  if (member.blockedAt !== undefined) parts.push({ key: 'balance-blocked' });
  if (balance.held > 0n) parts.push({ key: 'balance-held', facts: { points: points(balance.held) } });
  if (balance.debt > 0n) parts.push({ key: 'balance-debt', facts: { points: points(balance.debt) } });
  for (const { at, points: amount } of activationsOf(book, scene.now).slice(0, DATES_SHOWN_MAX))
    parts.push({ key: 'balance-pending', facts: { points: points(amount), from: day(at, timeZone) } });
  for (const { at, points: amount } of expiriesOf(book, scene.now).slice(0, DATES_SHOWN_MAX))
    parts.push({ key: 'balance-expires', facts: { points: points(amount), last: day(at - 1, timeZone) } });
  if (program.tiers.length > 1) parts.push(tierPart(scene, member));
  return { parts, dense: true };
}

function tierPart(scene: Scene, member: Member): { key: string; facts: Facts } {
  const { program } = scene.shop;
  const tier = tierOf(program, scene.known.purchases.of(member.id).spentInWindow);
  const name = nameOf(program.tiers, tier.name, scene.language);
  if (tier.next === undefined) return { key: 'balance-tier-top', facts: { tier: name } };
  const missing = money(tier.next.missing, program.shop.currency);
  return { key: 'balance-tier', facts: { tier: name, next: nameOf(program.tiers, tier.next.name, scene.language), missing } };
}
