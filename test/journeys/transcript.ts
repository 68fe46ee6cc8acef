import { type Exchange, masked, type Reading, smsTraveller, type Traveller, telegramTraveller } from '../support/journey.ts';
import { openWorld } from '../support/world.ts';

const startAt = Date.parse('2026-11-20T13:00:00+00:00');
const lineMax = 100;
const nameWidth = 7;

/** The sample programme as a tea shop in Leeds would have it. */
const anEnglishShop: readonly (readonly [RegExp, string])[] = [
  [/name: Чайный павильон/, 'name: Leaf & Steam'],
  [/smsName: Чай/, 'smsName: Leaf'],
  [/country: RU/, 'country: GB'],
  [/Europe\/Moscow/, 'Europe/London'],
  [/currency: RUB/, 'currency: GBP'],
  [/defaultLanguage: ru/, 'defaultLanguage: en'],
  [/money: 100 }/, 'money: 1 }'],
  [/from: 1500000/, 'from: 15000'],
  [/from: 4000000/, 'from: 40000'],
  [/amount: { from: 50000 }/, 'amount: { from: 1000 }'],
  [/amount: { from: 30000 }/, 'amount: { from: 500 }'],
  [/purchaseNoticeBySms: false/, 'purchaseNoticeBySms: true'],
];

/** One member's story by Telegram and by SMS, as the README shows it: played by the product, not written by hand. */
export async function transcript(): Promise<string> {
  const byTelegram = await play(telegramTraveller, async (anna) => {
    await anna.says('/start');
    await anna.shares('📱 Share my number and join');
    await anna.presses('Skip');
    await anna.presses('No');
    await anna.buys(1380);
    await anna.presses('💰 Balance');
    await anna.says('/why');
    await anna.says('Stop. Thanks!');
  });
  const bySms = await play(smsTraveller, async (anna) => {
    await anna.says('JOIN');
    await anna.says('Anna anna@example.com');
    await anna.says('2');
    await anna.buys(1380);
    await anna.says('BALANCE');
    await anna.says('WHY');
    await anna.says('FORGET');
    await anna.saysCode();
  });
  return `**By Telegram**\n\n${chatOf(byTelegram)}\n**By SMS**, the same programme\n\n${chatOf(bySms)}`;
}

type Joining = typeof telegramTraveller;

async function play(joining: Joining, story: (anna: Traveller) => Promise<void>): Promise<readonly Exchange[]> {
  const program = (text: string) => anEnglishShop.reduce((changed, [from, to]) => changed.replace(from, to), text);
  const world = await openWorld({ startAt, program });
  const anna = joining(world, 'en');
  await story(anna);
  await world.close();
  return anna.story;
}

/** A keyboard that stays is shown where it appears. */
function chatOf(story: readonly Exchange[]): string {
  const seen = new Set<string>();
  const lines = story.flatMap(({ does, reads }) => [
    does === '' ? said('', '(buys tea for £13.80)') : said('Anna', masked(does)),
    ...reads.map((reading) => said('Shop', readingOf(reading, seen))),
  ]);
  return `\`\`\`text\n${lines.join('\n')}\n\`\`\`\n`;
}

function readingOf({ words, buttons, picture }: Reading, seen: Set<string>): string {
  const row = buttons.map((label) => `[${label}]`).join(' ');
  const isNew = row !== '' && !seen.has(row);
  seen.add(row);
  return [...(picture ? ['(a picture of the card)'] : []), masked(words), ...(isNew ? [row] : [])].join('\n');
}

/** "Shop    …": the speaker once, the words beside, no line too long. */
function said(who: string, words: string): string {
  const lines = words.split(/\n+/).flatMap(wrapped);
  return lines.map((line, index) => `${(index === 0 ? who : '').padEnd(nameWidth)} ${line}`.trimEnd()).join('\n');
}

function wrapped(line: string): string[] {
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1) as string;
    if (last !== '' && last.length + word.length + 1 > lineMax - nameWidth) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
