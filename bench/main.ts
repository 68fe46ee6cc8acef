import { writeFileSync } from 'node:fs';
import type { Bench, Benchmark, Finding } from './bench.ts';
import { broadcast } from './broadcast.ts';
import { dialogue } from './dialogue.ts';
import { durable } from './durable.ts';
import { footprint } from './footprint.ts';
import { intake } from './intake.ts';
import { large } from './large.ts';
import { ledger } from './ledger.ts';
import { machineFacts } from './machine.ts';
import { mounting } from './mounting.ts';
import { readOptions } from './options.ts';
import { pgledger } from './pgledger.ts';
import { planning } from './planning.ts';
import { profileInWords } from './profile.ts';
import { killPrograms } from './program.ts';
import { toJson, toMarkdown } from './report.ts';
import { openServer, type Server } from './server.ts';
import { survey } from './survey.ts';
import { till } from './till.ts';

const benchmarks: Readonly<Record<string, Benchmark>> = {
  ledger,
  pgledger,
  large,
  dialogue,
  durable,
  intake,
  till,
  survey,
  mounting,
  planning,
  broadcast,
  footprint,
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.once('exit', killPrograms);

let server: Server | undefined;
try {
  const options = readOptions(process.argv.slice(2), Object.keys(benchmarks));
  server = await openServer();
  const facts = await machineFacts(server);
  const bench: Bench = { ...options, server, say: (line) => console.error(line) };
  const findings: Finding[] = [];
  for (const name of options.names) {
    bench.say(`${name}:`);
    findings.push(...(await (benchmarks[name] as Benchmark)(bench)));
  }
  console.log(toMarkdown(facts, findings));
  if (options.profile !== undefined) console.log(['', ...profileInWords(options.profile)].join('\n'));
  if (options.json !== undefined) writeFileSync(options.json, toJson(facts, options, findings));
} catch (error) {
  const sentence = error instanceof Error ? error.message : String(error);
  console.error(process.env['BENCH_STACK'] ? error : `The benchmarks stopped: ${sentence}`);
  process.exitCode = 1;
} finally {
  killPrograms();
  await server?.close();
}
process.exit();
