import { readFileSync } from 'node:fs';
import pg from 'pg';
import { planGreetings } from '../src/greetings/planning.ts';
import { readProgram } from '../src/rules/parse.ts';
import type { Program } from '../src/rules/program.ts';
import type { Bench, Finding } from './bench.ts';
import { type Place, query } from './server.ts';
import { inWords, short } from './statistics.ts';

const MEMBERS = 1_000_000;
const GREETED = 10_000;
const GOAL = 2;

/** Noon in Moscow on 5 May 2027: the birthday of one in a hundred. */
const now = Date.parse('2027-05-05T12:00:00+03:00');
const words = '{name}, happy birthday!';

type Round = { readonly ours: number; readonly ideal: number; readonly grown: number };

/** How long it takes to find whom to greet among a million members and to put it into the outbox, against one statement that only does that. */
export async function planning(bench: Bench): Promise<Finding[]> {
  const database = await bench.server.fresh(await bench.server.template('members', fillMembers));
  const pool = new pg.Pool({ ...database.place, max: 2 });
  const rounds: Round[] = [];
  try {
    for (let round = 1; round <= bench.rounds; round += 1) {
      const sides = round % 2 === 1 ? (['ours', 'ideal'] as const) : (['ideal', 'ours'] as const);
      const took: Partial<Record<'ours' | 'ideal', number>> = {};
      const before = process.memoryUsage().rss;
      for (const side of sides) {
        await pool.query('truncate outbox, greeting, greeting_run');
        await pool.query('checkpoint');
        const began = performance.now();
        if (side === 'ours') await planGreetings(pool, program(), now);
        else await pool.query(ideal, [new Date(now), new Date(now + 43_200_000)]);
        took[side] = performance.now() - began;
        const { rows } = await pool.query(`select count(*)::int as count from outbox where state = 'waiting'`);
        if (rows[0].count !== GREETED) throw new Error(`${side} put ${rows[0].count} greetings into the outbox, not ${GREETED}`);
      }
      const grown = process.memoryUsage().rss - before;
      rounds.push({ ours: took.ours as number, ideal: took.ideal as number, grown });
      bench.say(`  round ${round}: ours ${short(took.ours as number)} ms · one statement ${short(took.ideal as number)} ms`);
    }
  } finally {
    await pool.end();
    await database.drop();
  }
  return [
    {
      bench: 'planning',
      what: `finding ${GREETED} of ${MEMBERS} members whose day it is, and writing their greetings, once each`,
      against: 'one SQL statement that finds the same and writes the same, and remembers nothing',
      goal: { atMost: GOAL },
      ratios: rounds.map(({ ours, ideal: one }) => ours / one),
      behind: `${inWords(rounds.map(({ ours }) => ours))} ms against ${inWords(rounds.map((one) => one.ideal))} ms; the program grew by ${short(Math.max(...rounds.map(({ grown }) => grown)) / 1e6)} MB`,
      raw: rounds,
    },
  ];
}

function program(): Program {
  const sample = readFileSync(new URL('../program.yaml', import.meta.url), 'utf8');
  const occasions = `\noccasions:\n  - { name: birthday, on: { birthday: {} }, texts: { ru: "${words}", en: "${words}", pl: "${words}" } }\n`;
  const read = readProgram(sample.slice(0, sample.indexOf('\noccasions:')) + occasions);
  if (!read.ok) throw new Error('the program of the benchmark is none');
  return read.program;
}

/** Members with a phone; half of them agreed to offers, and so did all whose day it is. */
async function fillMembers(place: Place): Promise<void> {
  const id = `('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;
  const day = `case when n % ${MEMBERS / GREETED} = 0 then 505 else ((n % 12) + 1) * 100 + (n % 28) + 1 + (case when (n % 12) + 1 = 5 and (n % 28) + 1 = 5 then 1 else 0 end) end`;
  const agreed = `n % 2 = 0 or n % ${MEMBERS / GREETED} = 0`;
  for (const statement of [
    `insert into member (id, name, language, card, joined_at, joined_by, birth_day, birth_told_at)
       select ${id}, 'Anna', (array['ru', 'en', 'pl'])[1 + n % 3], 'c' || n, '2026-01-01', 'bench', ${day}, '2026-01-01' from generate_series(1, ${MEMBERS}) n`,
    `insert into identity (address, member_id, proved_how, proved_by, proved_at)
       select 'sms:+7' || (9000000000 + n), ${id}, 'text-received', 'bench', '2026-01-01' from generate_series(1, ${MEMBERS}) n`,
    `insert into consent (member_id, purpose, channel, given, wording, language, request, at)
       select ${id}, 'marketing', 'sms', ${agreed}, 'yes', 'ru', 'bench', '2026-01-01' from generate_series(1, ${MEMBERS}) n`,
    'vacuum (freeze, analyze)',
  ])
    await query(place, statement);
}

const ideal = `insert into outbox (request, class, member_id, recipient, message, state, due_at, not_after, attempts, created_at)
  select 'ideal:' || m.id, 'marketing', m.id, m.id, json_build_object('language', language, 'message',
      json_build_object('parts', json_build_array(json_build_object('words', '${words}', 'facts', json_build_object('name', name)), json_build_object('key', 'offers-end')))),
    'waiting', $1, $2, 0, $1
  from member m where birth_day = 505 and forgotten_at is null and merged_into is null
    and exists (select from identity i where i.member_id = m.id and i.unreachable_since is null
      and (select given from consent c where c.member_id = m.id and purpose = 'marketing' and channel = 'sms' order by id desc limit 1))`;
