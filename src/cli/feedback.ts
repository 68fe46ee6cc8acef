import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { type Feedback, type FeedbackGroup, gatherFeedback } from '../surveys/feedback.ts';
import type { Nps } from '../surveys/nps.ts';
import { answersAsCsv } from '../surveys/sheet.ts';
import { daysBefore, readDay } from './days.ts';
import { asGuest, type Place } from './guest.ts';
import { readTerms } from './terms.ts';

const DAYS_SHOWN = 90;

type Options = { readonly from?: string; readonly to?: string; readonly answers?: string; readonly playground?: boolean };

export const feedbackCommand = (place: () => Place & { readonly programFile: string }): Command =>
  new Command('feedback')
    .description('what shoppers said about their receipts: the score, by whom and when, and what became of the cases')
    .option('--from <day>', 'the first day, such as 2026-11-01; without it 90 days back', readDay)
    .option('--to <day>', 'the last day; without it today', readDay)
    .option('--answers <file>', 'also write every answer into a CSV file')
    .option('--playground', "the playground's database instead of the shop's")
    .action(async ({ from, to, answers, playground = false }: Options) => {
      const here = place();
      const { shop } = (await readTerms(here.programFile)).program;
      const now = Date.now();
      const last = to ?? new Intl.DateTimeFormat('sv', { timeZone: shop.timeZone }).format(now);
      const days = { from: from ?? daysBefore(last, DAYS_SHOWN), to: last };
      await asGuest({ ...here, playground }, async ({ pool }) => {
        console.log(inWords(await gatherFeedback(pool, { ...days, timeZone: shop.timeZone, now })));
        if (answers === undefined) return;
        await pipeline(Readable.from(answersAsCsv(pool, days)), createWriteStream(answers));
        console.log(`\nEvery answer is in ${answers}`);
      });
    });

/** The numbers as lines for a terminal. */
export function inWords(feedback: Feedback): string {
  const { from, to, receipts, answered, share, nps, cases, returned } = feedback;
  return [
    `${from} to ${to}: ${receipts} receipts, ${answered} answered${share === null ? '' : ` (${percent(share)})`}.`,
    `NPS ${scoreOf(nps)}. Promoters ${nps.promoters}, passives ${nps.passives}, detractors ${nps.detractors}.`,
    ...tableOf('By store', feedback.byStore),
    ...tableOf('By cashier', feedback.byCashier),
    ...tableOf('By week', feedback.byWeek),
    ...tableOf('By category', feedback.byCategory),
    '',
    `Cases: ${cases.opened} opened, ${cases.open} still open. Half were answered within ${timeOf(cases.medianSecondsToFirstAnswer)}, closed within ${timeOf(cases.medianSecondsToClosing)}.`,
    `Bought again within 30 days: ${Object.entries(returned)
      .map(
        ([name, one]) => `${name} ${one.returned} of ${one.members}${one.members === 0 ? '' : ` (${percent(one.returned / one.members)})`}`,
      )
      .join(', ')}.`,
  ].join('\n');
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const scoreOf = ({ score, low, high }: Nps): string => (score === null ? '–' : `${score} (95 %: ${low} to ${high})`);

const NAME_WIDTH = 24;

function tableOf(title: string, groups: readonly FeedbackGroup[]): string[] {
  if (groups.length === 0) return [];
  return [
    '',
    title,
    ...groups.map(({ name, receipts, nps }) => `  ${name.padEnd(NAME_WIDTH)}${`${nps.answers} of ${receipts}`.padEnd(14)}${scoreOf(nps)}`),
  ];
}

/** "3 h 20 min" */
function timeOf(seconds: number | null): string {
  if (seconds === null) return '–';
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
