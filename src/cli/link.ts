import { Command } from 'commander';
import { StartRefused } from '../database/refused.ts';
import { linkAddress } from '../interventions/linking.ts';
import { smsAddress } from '../members/member.ts';
import { readPhone } from '../members/readers.ts';
import { atDesk, type ByHand, byHandOptions, deedOf, doneOr, findMember, gone, type Hand } from './desk.ts';

export const linkCommand = (byHand: ByHand): Command =>
  byHandOptions(
    new Command('link')
      .description('give a member a phone or a Telegram chat that you have seen is theirs')
      .argument('<phone or card>')
      .argument('<phone or chat>', '+79161234567, or telegram:123456789')
      .requiredOption('--why <text>', 'how you know that it is theirs'),
  ).action(async (whose: string, given: string, hand: Hand) => {
    await atDesk(byHand, hand.playground ?? false, async (open) => {
      const address = readAddress(given, open.desk.program.shop.country);
      const result = await linkAddress(open.desk, deedOf(await findMember(open, whose), hand), address);
      const card = 'card' in result ? result.card : undefined;
      const done = doneOr(result, {
        'unknown-member': gone,
        'already-theirs': `${given} is this member's already.`,
        'of-another-member': `${given} belongs to the member with the card ${card}. If that is the same person, let them share their number with the bot: the two cards become one. If the number was handed on, its owner of old sends FORGET, or gets another one by link.`,
      });
      console.log(`Done: ${given} is theirs.${done.replaced ? ' It took the place of the phone they had.' : ''}`);
    });
  });

/** A phone begins with +, a chat with telegram: – a number alone could be either. */
function readAddress(given: string, country: string): string {
  const chat = /^telegram:(\d{1,16})$/.exec(given)?.[1];
  if (chat !== undefined) return `telegram:${chat}`;
  const read = given.startsWith('+') ? readPhone(given, country) : undefined;
  if (read?.ok) return smsAddress(read.value);
  throw new StartRefused(`${given} is neither a mobile phone with its country code (+79161234567) nor a chat (telegram:123456789).`);
}
