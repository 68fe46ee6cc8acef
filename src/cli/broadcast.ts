import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import type pg from 'pg';
import { smsSegments } from '../channels/sms/sms.ts';
import { StartRefused } from '../database/refused.ts';
import type { Channel, ChannelName } from '../delivery/channel.ts';
import { type Broadcast, findBroadcast, keepPlan, listBroadcasts } from '../greetings/broadcasts/keeping.ts';
import { readPlan } from '../greetings/broadcasts/plan.ts';
import { previewOf, type Ways } from '../greetings/broadcasts/preview.ts';
import { progressOf, resultsOf } from '../greetings/broadcasts/results.ts';
import { startBroadcast } from '../greetings/broadcasts/starting.ts';
import { cancelBroadcast, finishBroadcasts, pauseBroadcast, resumeBroadcast, type Steered } from '../greetings/broadcasts/steering.ts';
import { tryBroadcast } from '../greetings/broadcasts/trying.ts';
import { momentAt } from '../rules/hours.ts';
import { mistakeInWords } from '../rules/parse.ts';
import type { Program } from '../rules/program.ts';
import { render } from '../texts/render.ts';
import { example } from './broadcast/example.ts';
import { watch } from './broadcast/watching.ts';
import { listInWords, momentInWords, previewInWords, resultsInWords } from './broadcast/words.ts';
import { findMember } from './desk.ts';
import { asGuest, type Place } from './guest.ts';
import { readTerms } from './terms.ts';

const RESULT_DAYS = 14;
const RESULT_DAYS_MAX = 90;

type Settings = () => Place & { readonly programFile: string; readonly telegram?: unknown; readonly sms?: unknown };
type Playground = { readonly playground?: boolean };
type Open = { readonly pool: pg.Pool; readonly program: Program };

export function broadcastCommand(settings: Settings): Command {
  /** Beside the running shop, which sends. */
  const open = async <Result>({ playground = false }: Playground, work: (open: Open) => Promise<Result>): Promise<Result> => {
    const place = settings();
    const { program } = await readTerms(place.programFile);
    return asGuest({ ...place, playground }, async ({ pool }) => {
      await finishBroadcasts(pool, Date.now());
      return work({ pool, program });
    });
  };
  const steering = (name: string, about: string, steer: (pool: pg.Pool, id: number) => Promise<Steered>): Command =>
    command(name, about)
      .argument('<number>', "the broadcast's number", readNumber)
      .action((id: number, options: Playground) => open(options, async ({ pool }) => console.log(outcome(id, await steer(pool, id)))));

  return command('broadcast', 'write to many members at once: plan, try, start, steer, see what it brought; alone it lists them')
    .action((options: Playground) =>
      open(options, async ({ pool, program }) => console.log(listInWords(await listBroadcasts(pool), program))),
    )
    .addCommand(new Command('example').description('print a file to begin with').action(() => console.log(example)))
    .addCommand(
      command('plan', 'read a plan, keep it, and show exactly whom it would reach and what it would cost')
        .argument('<file>', 'the plan; see broadcast example')
        .action((file: string, options: Playground) =>
          open(options, async ({ pool, program }) => {
            const plan = await planIn(file, program);
            const now = Date.now();
            const id = await keepPlan(pool, plan, userInfo().username, now);
            const startAt = Math.max(now, startOf({ plan }, program) ?? now);
            const ways = waysOf(settings(), program, options);
            console.log(previewInWords({ id, plan, startAt }, await previewOf(pool, { id, plan, startAt }, program, ways, now), program));
          }),
        ),
    )
    .addCommand(
      command('test', 'send it to one member now, to see it as it is; it counts nowhere')
        .argument('<number>', "the broadcast's number", readNumber)
        .requiredOption('--to <phone or card>', 'who gets it')
        .action((id: number, { to, ...options }: Playground & { readonly to: string }) =>
          open(options, async ({ pool, program }) => {
            const memberId = await findMember({ desk: { program }, pool }, to);
            await tryBroadcast(pool, await known(pool, id), memberId, program, Date.now());
            console.log(`Broadcast ${id} is on its way to ${to}.`);
          }),
        ),
    )
    .addCommand(
      command('start', 'choose the recipients, and send')
        .argument('<number>', "the broadcast's number", readNumber)
        .option('--at <time>', "when, by the shop's clock, such as 2026-12-01T10:00; without it as planned, or now")
        .option('--quiet', 'do not watch it')
        .action((id: number, { at, quiet = false, ...options }: Playground & { readonly at?: string; readonly quiet?: boolean }) =>
          open(options, async ({ pool, program }) => {
            const now = Date.now();
            const startAt = at === undefined ? startOf(await known(pool, id), program) : momentIn(at, program);
            const started = await startBroadcast(pool, { id, startAt: Math.max(now, startAt ?? now) }, program, now);
            if (!started.ok)
              throw new StartRefused(started.reason === 'unknown' ? unknown(id) : `Broadcast ${id} is ${started.state} already.`);
            console.log(`Broadcast ${id}: ${started.recipients} members are written to, ${started.heldOut} are held out.`);
            const isLater = (startAt ?? now) > now;
            if (isLater) console.log(`It begins at ${momentInWords(startAt ?? now, program)}.`);
            if (!quiet && !isLater) await watch(pool, id);
          }),
        ),
    )
    .addCommand(steering('pause', 'stop sending, until it is resumed', (pool, id) => pauseBroadcast(pool, id, Date.now())))
    .addCommand(
      command('resume', 'go on with a broadcast that was paused')
        .argument('<number>', "the broadcast's number", readNumber)
        .option('--budget <money>', 'more money for its SMS: the whole sum from the beginning, in minor units', readMoney)
        .action((id: number, { budget, ...options }: Playground & { readonly budget?: number }) =>
          open(options, async ({ pool }) => console.log(outcome(id, await resumeBroadcast(pool, id, Date.now(), budget)))),
        ),
    )
    .addCommand(steering('cancel', 'send nothing more of it, for good', (pool, id) => cancelBroadcast(pool, id, Date.now())))
    .addCommand(
      command('watch', 'how far it is, until it stands still: a bar on a terminal, lines of JSON elsewhere')
        .argument('<number>', "the broadcast's number", readNumber)
        .action((id: number, options: Playground) =>
          open(options, async ({ pool }) => {
            await known(pool, id);
            await watch(pool, id);
          }),
        ),
    )
    .addCommand(
      command('results', 'what became of it, and what it brought beside those held out')
        .argument('<number>', "the broadcast's number", readNumber)
        .option('--days <count>', 'purchases and STOPs within so many days count', readDays, RESULT_DAYS)
        .action((id: number, { days, ...options }: Playground & { readonly days: number }) =>
          open(options, async ({ pool, program }) => {
            const broadcast = await known(pool, id);
            const { startAt } = broadcast;
            if (startAt === undefined) throw new StartRefused(`Broadcast ${id} has not begun.`);
            const results = await resultsOf(pool, { id, startAt }, days);
            console.log(resultsInWords(broadcast, await progressOf(pool, id), results, program));
          }),
        ),
    );
}

const command = (name: string, about: string): Command =>
  new Command(name).description(about).option('--playground', "the playground's members instead of the shop's");

async function planIn(file: string, program: Program) {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new StartRefused(`${file} cannot be read (${error.code ?? error.message}).`);
  });
  const read = readPlan(text, program);
  if (!read.ok) throw new StartRefused(read.mistakes.map((mistake) => `${file}: ${mistakeInWords(mistake)}`).join('\n'));
  return read.value;
}

/** What the running shop sends by, to count with. */
function waysOf({ telegram, sms }: ReturnType<Settings>, program: Program, { playground = false }: Playground): Ways {
  const channels = new Map<ChannelName, Pick<Channel, 'segments'>>();
  if (telegram !== undefined || playground) channels.set('telegram', {});
  if (sms !== undefined || playground) channels.set('sms', { segments: (letter) => smsSegments(letter, program.sms) });
  return { channels, render };
}

const startOf = ({ plan }: Pick<Broadcast, 'plan'>, program: Program): number | undefined =>
  plan.startAt === undefined ? undefined : momentAt(program.shop.timeZone, plan.startAt);

function momentIn(written: string, { shop }: Program): number {
  const moment = momentAt(shop.timeZone, written);
  if (moment === undefined) throw new StartRefused('--at takes a day and an hour, such as 2026-12-01T10:00.');
  return moment;
}

async function known(pool: pg.Pool, id: number): Promise<Broadcast> {
  const broadcast = await findBroadcast(pool, id);
  if (broadcast === undefined) throw new StartRefused(unknown(id));
  return broadcast;
}

const unknown = (id: number): string => `There is no broadcast ${id}.`;

function outcome(id: number, steered: Steered): string {
  if (steered.ok) return `Broadcast ${id} is ${steered.state}.`;
  if (steered.reason === 'not-now') throw new StartRefused(`Broadcast ${id} is ${steered.state}.`);
  throw new StartRefused(
    steered.reason === 'unknown' ? unknown(id) : `The money of broadcast ${id} has ended: resume it with a larger --budget.`,
  );
}

const NUMBER_MAX = 2_147_483_647;
const MONEY_MAX = 1_000_000_000_000;

const readNumber = (text: string): number => whole(text, NUMBER_MAX, 'Write the number of a broadcast.');
const readMoney = (text: string): number => whole(text, MONEY_MAX, 'Write money as a whole number of minor units: 15000 is 150.00.');
const readDays = (text: string): number => whole(text, RESULT_DAYS_MAX, `Write a number of days, at most ${RESULT_DAYS_MAX}.`);

function whole(text: string, most: number, words: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > most) throw new InvalidArgumentError(words);
  return number;
}
