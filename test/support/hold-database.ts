// A process that owns a database until it is told to stop or is killed: `node hold-database.ts DATA_DIR [guest]`

import { connectAsGuest, startEmbedded } from '../../src/database/embedded.ts';

const [dataDir = '', how] = process.argv.slice(2);

try {
  const server = how === 'guest' ? await connectAsGuest(dataDir) : await startEmbedded({ dataDir });
  process.on('SIGTERM', async () => {
    await server.stop();
    process.exit(0);
  });
  setInterval(() => {}, 60_000);
  console.log(JSON.stringify({ home: server.home, connection: server.connection('postgres') }));
} catch (error) {
  console.log(JSON.stringify({ refused: (error as Error).message }));
  process.exit(1);
}
