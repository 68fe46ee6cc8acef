import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStorm, type Storm, seeded, withoutLimits } from '../support/storm.ts';
import { openCounter, type Sold } from '../support/storm-counter.ts';
import { stormKeys } from '../support/storm-till.ts';
import { tillFlawsOf } from '../support/storm-till-proof.ts';

/** How long it lasts; `STORM_MINUTES=10` for a long evening. */
const MINUTES = Number(process.env['STORM_MINUTES'] ?? 0.15);
/** Between them both processes are stopped, and start again so much later: points have expired meanwhile. */
const SEASONS = MINUTES < 1 ? 3 : 12;
const SEASON_MS = 100 * 24 * 60 * 60 * 1000;
const DEEDS_AT_ONCE = 12;
const SETTLED_WITHIN_MS = 60_000;

const seed = Number(process.env['STORM_SEED'] ?? Date.now() % 1_000_000);
const chance = seeded(seed);

const folder = mkdtempSync(join(tmpdir(), 'kopilka-storm-'));
const policy = ['within_balance', 'debt', 'only_pending'][Math.floor(chance() * 3)] as string;

let storm: Storm;
beforeAll(async () => {
  const sample = readFileSync(new URL('../../program.yaml', import.meta.url), 'utf8');
  writeFileSync(
    join(folder, 'program.yaml'),
    withoutLimits(sample)
      .replace(/activeAfterDays: 1/, 'activeAfterDays: 0')
      .replace(/returnPolicy: within_balance/, `returnPolicy: ${policy}`),
  );
  const settings = { PROGRAM: join(folder, 'program.yaml'), TILL_API_KEYS: stormKeys, TILL_REQUESTS_PER_MINUTE: '9999999' };
  storm = await openStorm({ processes: 0, chance, settings });
});
afterAll(async () => {
  await storm.close();
  rmSync(folder, { recursive: true });
});

test(
  `two tills at two processes do everything at once, through several seasons (seed ${seed}, ${policy})`,
  async () => {
    let later = 0;
    const counter = openCounter(storm, { chance, now: () => Date.now() + later });
    for (let season = 0; season < SEASONS; season += 1) {
      later = season * SEASON_MS;
      await Promise.all([1, 2].map(() => storm.start({ STORM_CLOCK_LATER_MS: String(later) })));
      const until = Date.now() + (MINUTES * 60_000) / SEASONS;
      const deeds = Array.from({ length: DEEDS_AT_ONCE }, async () => {
        while (Date.now() < until) await counter.doSomething();
      });
      await Promise.all(deeds);
      await storm.settled(SETTLED_WITHIN_MS);
      const stops = storm.processes.filter((shop) => shop.isRunning()).map((shop) => shop.stop());
      expect((await Promise.all(stops)).map(({ status }) => status)).toEqual([0, 0]);
    }

    expect(await tillFlawsOf(storm)).toEqual({});
    expect(await kept()).toEqual(counter.sold.map(answered).sort());
    console.log(
      `seed ${seed}, ${policy}: ${await figures()}\n${[...counter.tally]
        .sort()
        .map(([what, times]) => `  ${times} × ${what}`)
        .join('\n')}`,
    );
  },
  MINUTES * 60_000 + SEASONS * 30_000 + 60_000,
);

/** What a purchase was answered to have paid and be, which no claim changes later. */
const answered = ({ request, answer }: Sold): string => {
  const { store, receiptId, total } = request.body as { store: string; receiptId: string; total: number };
  return [
    answer['id'],
    store,
    receiptId,
    total,
    answer['toPay'],
    answer['pointsSpent'],
    answer['member'] === null ? '-' : answer['pointsEarned'],
  ].join(' ');
};

const kept = async (): Promise<string[]> => {
  const rows = await storm.rows<{ kept: string }>(`select concat_ws(' ', p.id, store, receipt_id, total, paid, points_spent,
    case when r.answer -> 'told' ->> 'member' is null then '-' else points_earned::text end) as kept from purchase p join request r on r.id = p.request`);
  return rows.map((row) => row.kept).sort();
};

async function figures(): Promise<string> {
  const [row] = await storm.rows<
    Record<string, number>
  >(`select (select count(*)::int from purchase) as purchases, (select count(*)::int from member) as members,
    (select count(*)::int from transfer) as transfers, (select count(*)::int from purchase_return) as returns, (select count(*)::int from hold) as holds,
    (select count(*)::int from transfer where kind = 'expire') as expired, (select count(*)::int from purchase where claimed_at is not null) as claims`);
  return Object.entries(row ?? {})
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');
}
