import { Command } from 'commander';
import { StartRefused } from '../database/refused.ts';
import { changePoints } from '../interventions/points.ts';
import { atDesk, type ByHand, byHandOptions, deedOf, doneOr, findMember, gone, type Hand } from './desk.ts';

/** What is more is a slip of the finger. */
const POINTS_MAX = 1_000_000n;

export const pointsCommand = (byHand: ByHand): Command =>
  byHandOptions(
    new Command('points')
      .description('give a member points, or take some away; they are told, with the reason')
      .argument('<phone or card>')
      .argument('<change>', '+100 or -50')
      .requiredOption('--why <text>', 'the reason, which the member reads'),
  ).action(async (whose: string, change: string, hand: Hand) => {
    const amount = readChange(change);
    await atDesk(byHand, hand.playground ?? false, async (open) => {
      const deed = deedOf(await findMember(open, whose), hand);
      const result = await changePoints(open.desk, deed, amount);
      const available = 'available' in result ? result.available : undefined;
      const done = doneOr(result, {
        'unknown-member': gone,
        'not-enough-points': `Only ${available} points can be spent now, so no more than that can be taken.`,
      });
      console.log(`Done: ${amount > 0n ? '+' : ''}${amount} points. To spend now: ${done.available}.`);
    });
  });

function readChange(written: string): bigint {
  const amount = /^[+-]\d{1,9}$/.test(written) ? BigInt(written.replace('+', '')) : 0n;
  if (amount === 0n || amount > POINTS_MAX || amount < -POINTS_MAX)
    throw new StartRefused(`${written} is no change of points: write +100 or -50, of at most ${POINTS_MAX.toLocaleString('en-US')}.`);
  return amount;
}
