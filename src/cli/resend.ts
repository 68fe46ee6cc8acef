import { Command } from 'commander';
import { StartRefused } from '../database/refused.ts';
import { findMessage, lastFailed, type Past, sendAgain } from '../interventions/resending.ts';
import { atDesk, type ByHand, byHandOptions, deedOf, doneOr, findMember, gone, type Hand, type OpenDesk } from './desk.ts';

export const resendCommand = (byHand: ByHand): Command =>
  byHandOptions(
    new Command('resend')
      .description('send again a message that was refused, or may not have come')
      .argument('<message, phone or card>', "a message's number, or whose last one that failed")
      .option('--why <text>', 'the reason, for whoever asks later'),
  ).action(async (which: string, hand: Hand) => {
    await atDesk(byHand, hand.playground ?? false, async (open) => {
      const past = await findPast(open, which);
      if (past.memberId === undefined) throw new StartRefused(`Message ${past.id} was to somebody who is no member.`);
      doneOr(await sendAgain(open.desk, deedOf(past.memberId, hand), past), {
        'unknown-member': gone,
        'not-failed': `Message ${past.id} ${fates[past.state]}: only what was refused, or of which nobody knows, is sent again.`,
        'sent-again': `Message ${past.id} was sent again already: see what became of that one with kopilka member.`,
        'nothing-left': `Of message ${past.id} nothing is left to send: it held a code, or its words were rubbed out.`,
      });
      console.log(`Done: message ${past.id} is sent again.`);
    });
  });

const fates = {
  waiting: 'is still waiting',
  sending: 'is on its way',
  sent: 'was sent',
  dropped: 'was dropped by a rule of ours',
  refused: 'was refused',
  unknown: 'has no known fate',
} satisfies Record<Past['state'], string>;

const MESSAGE_DIGITS_MAX = 9;

async function findPast(open: OpenDesk, which: string): Promise<Past> {
  if (/^\d+$/.test(which) && which.length <= MESSAGE_DIGITS_MAX) {
    const past = await findMessage(open.pool, Number(which));
    if (past === undefined) throw new StartRefused(`There is no message ${which}: they are kept for 30 days.`);
    return past;
  }
  const past = await lastFailed(open.pool, await findMember(open, which));
  if (past === undefined) throw new StartRefused('No message to this member has failed in the last 30 days.');
  return past;
}
