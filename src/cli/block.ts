import { Command } from 'commander';
import { setBlocked } from '../interventions/blocking.ts';
import { atDesk, type ByHand, byHandOptions, deedOf, doneOr, findMember, gone, type Hand } from './desk.ts';

export const blockCommand = (byHand: ByHand): Command =>
  byHandOptions(
    new Command('block')
      .description("freeze a member's points: earned, and not spent until --undo")
      .argument('<phone or card>')
      .requiredOption('--why <text>', 'the reason, for whoever asks later')
      .option('--undo', 'let them be spent again'),
  ).action(async (whose: string, { undo = false, ...hand }: Hand & { readonly undo?: boolean }) => {
    await atDesk(byHand, hand.playground ?? false, async (open) => {
      const deed = deedOf(await findMember(open, whose), hand);
      doneOr(await setBlocked(open.desk, deed, !undo), {
        'unknown-member': gone,
        'already-blocked': 'This member is blocked already.',
        'not-blocked': 'This member is not blocked.',
      });
      console.log(undo ? 'Done: the points can be spent again.' : 'Done: points are earned, and cannot be spent until --undo.');
    });
  });
