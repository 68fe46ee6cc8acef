import { Command } from 'commander';
import { StartRefused } from '../database/refused.ts';
import { setClock } from '../interventions/clock.ts';
import { isTimeZone } from '../rules/known-names.ts';
import { atDesk, type ByHand, byHandOptions, deedOf, doneOr, findMember, gone, type Hand } from './desk.ts';

export const clockCommand = (byHand: ByHand): Command =>
  byHandOptions(
    new Command('clock')
      .description("set the clock that a member's greetings and quiet hours go by; the shop's own zone means the shop's clock")
      .argument('<phone or card>')
      .argument('<time zone>', 'Asia/Vladivostok')
      .requiredOption('--why <text>', 'how you know where they live'),
  ).action(async (whose: string, timeZone: string, hand: Hand) => {
    if (!isTimeZone(timeZone))
      throw new StartRefused(`<time zone>: ${timeZone} is none. Write a continent and a city of its list, such as Asia/Vladivostok.`);
    await atDesk(byHand, hand.playground ?? false, async (open) => {
      const done = doneOr(await setClock(open.desk, deedOf(await findMember(open, whose), hand), timeZone), {
        'unknown-member': gone,
        'already-so': `This member's clock is that of ${timeZone} already.`,
      });
      console.log(`Done: this member's clock is ${done.own ? `that of ${timeZone}` : "the shop's"}.`);
    });
  });
