import { createConnection } from 'node:net';
import { join } from 'node:path';

/** Where a server listens: the folder of its socket, and the number in the socket's name. */
export type Listening = { readonly sockets: string; readonly port: number };

export type Readiness = 'ready' | 'starting' | 'absent';

const answerWithinMs = 2_000;
const protocolVersion = 196_608; // 3.0
const cannotConnectNow = 'C57P03';

/** Asks by a startup packet: a mere connection is taken before the server can answer queries. */
export function askWhetherReady({ sockets, port }: Listening): Promise<Readiness> {
  return new Promise((resolve) => {
    const socket = createConnection({ path: join(sockets, `.s.PGSQL.${port}`) });
    const settle = (readiness: Readiness) => {
      socket.destroy();
      resolve(readiness);
    };
    socket.setTimeout(answerWithinMs, () => settle('starting'));
    socket.once('error', () => settle('absent'));
    socket.once('close', () => settle('absent'));
    socket.once('connect', () => socket.write(startupPacket()));
    socket.once('data', (answer) => settle(answer.includes(cannotConnectNow) ? 'starting' : 'ready'));
  });
}

function startupPacket(): Buffer {
  const parameters = Buffer.from('user\0kopilka\0database\0postgres\0\0');
  const head = Buffer.alloc(8);
  head.writeInt32BE(head.length + parameters.length, 0);
  head.writeInt32BE(protocolVersion, 4);
  return Buffer.concat([head, parameters]);
}
