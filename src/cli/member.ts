import { Command } from 'commander';
import { lookAtMember, type Seen } from '../interventions/looking.ts';
import { birthdayInWords } from '../members/birthday.ts';
import { localDate, localTime } from '../rules/calendar.ts';
import type { Program } from '../rules/program.ts';
import { writeFact } from '../texts/facts.ts';
import { money } from '../texts/message.ts';
import { atDesk, type ByHand, findMember } from './desk.ts';

export const memberCommand = (byHand: ByHand): Command =>
  new Command('member')
    .description('show what is known of a member: points, consents, purchases, coupons, what was done by hand, what became of messages')
    .argument('<phone or card>')
    .option('--playground', "the playground's database instead of the shop's")
    .action(async (whose: string, { playground = false }: { readonly playground?: boolean }) => {
      await atDesk(byHand, playground, async (open) => {
        const seen = await lookAtMember(open.desk, open.pool, await findMember(open, whose));
        if (seen !== undefined) console.log(inWords(open.desk.program, seen).join('\n'));
      });
    });

function inWords(program: Program, seen: Seen): string[] {
  const when = (at: number | Date): string => `${localDate(program, Number(at))} ${localTime(program, Number(at)).time}`;
  const cash = (amount: bigint, currency = program.shop.currency): string => writeFact(money(amount, currency), 'en', 'chat');
  const { member, points } = seen;
  return [
    member.name === '' ? '(no name)' : member.name,
    ...labelled([
      ['card', member.card],
      ['member', member.id],
      ...seen.identities.map((identity): Line => {
        const lost = identity.unreachableSince === undefined ? '' : `, out of reach since ${when(identity.unreachableSince)}`;
        return ['reached by', `${identity.address.replace(/^sms:/, '')} (${identity.provedHow}, ${when(identity.provedAt)}${lost})`];
      }),
      ['email', member.email ?? 'none'],
      ['language', member.language],
      ['birthday', member.birthday === undefined ? 'not told' : birthdayInWords(member.birthday)],
      ['clock', member.timeZone ?? `${program.shop.timeZone}, as the shop`],
      ['joined', `${when(member.joinedAt)}${member.source === undefined ? '' : `, by ${member.source}`}`],
      ['blocked', member.blockedAt === undefined ? 'no' : `since ${when(member.blockedAt)}: earns, and cannot spend`],
      ['points', `${points.available} to spend, ${points.pending} pending, ${points.held} held, ${points.debt} owed`],
      ['tier', `${seen.tier}, ${cash(seen.spentInWindow)} in the last 12 months`],
      ...seen.consents.map(
        (consent): Line => ['consent', `${consent.purpose} by ${consent.channel}: ${consent.given ? 'yes' : 'no'}, ${when(consent.at)}`],
      ),
    ]),
    ...listed(
      'Purchases',
      seen.purchases.map((one) => [
        when(one.at),
        `${one.store} ${one.receiptId}`,
        cash(one.total, one.currency),
        `+${one.pointsEarned} -${one.pointsSpent}`,
      ]),
    ),
    ...listed(
      'Points',
      seen.history.map((one) => [
        when(one.at),
        one.kind,
        `${one.points > 0n ? '+' : ''}${one.points}`,
        [one.store, one.receiptId].join(' ').trim(),
      ]),
    ),
    ...listed(
      'Coupons',
      seen.coupons.map((one) => [
        when(one.givenAt),
        one.code,
        one.name,
        one.about,
        one.usedAt === null ? `until ${when(one.expiresAt)}` : `used ${when(one.usedAt)}`,
      ]),
    ),
    ...listed(
      'By hand',
      seen.interventions.map((one) => [when(one.at), deedInWords(one), `by ${one.who}`, one.why]),
    ),
    ...listed(
      'Messages',
      seen.messages.map((one) => [
        String(one.id),
        when(one.at),
        one.class,
        one.texts.join(', '),
        [one.state, one.reason, one.channel && `by ${one.channel}`, one.report].filter(Boolean).join(', '),
      ]),
    ),
  ];
}

/** "points +100", "link sms replaced" */
const deedInWords = ({ kind, facts }: Seen['interventions'][number]): string =>
  [kind, ...Object.entries(facts).map(([name, fact]) => (fact === true ? name : String(fact)))].join(' ');

type Line = readonly [label: string, words: string];

const labelled = (lines: readonly Line[]): string[] => lines.map(([label, words]) => `  ${label.padEnd(10)}  ${words}`);

/** A list under its heading, in columns; nothing where there is none. */
function listed(heading: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return ['', heading, ...rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())];
}
