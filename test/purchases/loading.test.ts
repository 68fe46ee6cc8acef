import { expect, test } from 'vitest';
import { part } from '../../src/database/sql.ts';
import type { Names } from '../../src/database/turns.ts';
import { loadPurchases, lockPurchases } from '../../src/purchases/load.ts';
import { freshDatabase } from '../support/database.ts';
import { sampleProgram } from '../support/world.ts';

const batch = 'with batch_member as (select null::uuid as member, false as deep where false)';
const names: Names = {
  receipt: [JSON.stringify(['pavilion-1', 'R-1', '2026-11-21'])],
  purchase: ['0192f0c1-2b3c-7d4e-8f5a-6b7c8d9e0f1a'],
  invitation: ['R7K3M9QXA'],
  claim: ['a-hash'],
  code: ['all'],
  address: ['sms:+79161234567'],
};

test('whatever a batch names, purchases are found by their indexes: none is read that is not meant', async () => {
  const { pool } = await freshDatabase();
  const client = await pool.connect();
  for (const way of ['seqscan', 'hashjoin', 'mergejoin']) await client.query(`set enable_${way} = off`); // as the runner does
  const load = loadPurchases(names, false, { program: sampleProgram().program, clock: Date.now });
  const plans = [lockPurchases(names) ?? '', load].map(async (sql) => {
    const { text, values } = part(sql);
    const { rows } = await client.query(`explain ${batch} ${text}`, [...values]);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  const found = await Promise.all(plans);
  client.release();
  for (const plan of found) expect(plan).not.toMatch(/Seq Scan on purchase\b/);
});
