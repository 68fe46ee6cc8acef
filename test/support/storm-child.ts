import '../../src/runtime.js';
import { readFileSync } from 'node:fs';
import { readConfig } from '../../src/config.ts';
import { connect } from '../../src/database/connect.ts';
import { createServer } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';
import { readProgram } from '../../src/rules/parse.ts';
import { createShop } from '../../src/shop.ts';

const read = readConfig(process.env);
if (!read.ok) throw new Error(read.mistakes.join());
const { config } = read;
const log = createLog(config.logLevel);
const program = readProgram(readFileSync('program.yaml', 'utf8'));
if (!program.ok) throw new Error('program');
const database = await connect(config.databaseUrl as string);
const shop = await createShop({
  database, program: program.program, programHash: program.hash, publicUrl: config.publicUrl, prefix: '', log,
  ...(config.telegram ? { telegram: config.telegram } : {}), ...(config.sms ? { sms: config.sms } : {}),
});
const server = createServer({ publicUrl: config.publicUrl, trustedProxies: [], routes: shop.routes, streams: [], log });
await server.listen({ port: config.port, host: '127.0.0.1' });
shop.start();
console.log('Kopilka is open.');
process.once('SIGTERM', async () => {
  setTimeout(() => process.exit(1), 10_000);
  await shop.stop();
  await server.close();
  await database.close();
  process.exit(0);
});
