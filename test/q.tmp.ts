import { startEmbedded } from '../src/database/embedded.ts';
import { ensureDatabase, connect } from '../src/database/connect.ts';
import { migrate } from '../src/database/migrations.ts';
import { createShop } from '../src/shop.ts';
import { readProgram } from '../src/rules/parse.ts';
import { createLog } from '../src/log.ts';
import { mkdtempSync, readFileSync } from 'node:fs';
import pg from 'pg';
const dir = mkdtempSync('/tmp/q-');
const e = await startEmbedded({ dataDir: dir });
await ensureDatabase(e.connection('postgres'), 'q');
await migrate(e.connection('q'));
const db = await connect(e.connection('q'));
const SPLIT = process.argv[2] === 'split';
const orig = pg.Client.prototype.query as any; const stat = new Map<string, [number, number]>();
const add = (k: string, d: number) => { const s = stat.get(k) ?? [0, 0]; s[0] += d; s[1] += 1; stat.set(k, s); };
const names = new Map<string, string>();
(pg.Client.prototype as any).query = async function (t: any, ...r: any[]) {
  if (typeof t !== 'string' || r.length > 0) return orig.call(this, t, ...r);
  if (!SPLIT || !t.includes(';\n')) { const s = performance.now(); const x = await orig.call(this, t); add(t.slice(0, 14), performance.now() - s); return x; }
  const out: any[] = [];
  for (const one of t.split(';\n')) { const m = /^prepare (\w+) as ([\s\S]*)/.exec(one); if (m) names.set(m[1]!, m[2]!.replace(/\s+/g, ' ').slice(0, 60)); const s = performance.now(); const x = await orig.call(this, one); const ex = /^execute (\w+)/.exec(one); add(ex ? names.get(ex[1]!) ?? ex[1]! : one.slice(0, 20), performance.now() - s); out.push(x); }
  return out;
};
const read = readProgram(readFileSync('program.yaml', 'utf8')); if (!read.ok) throw 1;
const shop = await createShop({ database: db, program: read.program, programHash: read.hash, telegram: { token: '7:x', apiRoot: 'http://127.0.0.1:9', webhookSecret: 's'.repeat(20) }, publicUrl: 'http://x', prefix: '', log: createLog('fatal') });
shop.courier.hold(true);
let n = 0; const mode = process.argv[3] ?? 'start';
async function run(callers: number, ms: number) {
  const end = Date.now() + ms; let done = 0; const t = Date.now();
  await Promise.all(Array.from({ length: callers }, async () => { while (Date.now() < end) { n += 1; await shop.hear({ id: `telegram:7:${n}`, channel: 'telegram', address: `telegram:${mode === 'same' ? n % 5000 : n}`, said: { kind: 'start', payload: '' }, profileName: 'Anna', languageHint: 'en' }); done += 1; } }));
  return Math.round(done / (Date.now() - t) * 1000);
}
await run(256, 2000); stat.clear();
console.log('rate', await run(256, 4000));
for (const [k, v] of [...stat].sort((a, b) => b[1][0] - a[1][0]).slice(0, 16)) console.log((v[0] / v[1]).toFixed(2), 'ms x', v[1], k);
process.exit(0);
