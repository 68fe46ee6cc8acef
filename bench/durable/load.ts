import { connect } from 'node:net';
import { answer } from '../answer.ts';
import { percentile } from '../statistics.ts';
import { nextPost } from './post.ts';

export type PostsJob = { readonly port: number; readonly connections: number; readonly warmUpSeconds: number; readonly seconds: number };
export type PostsResult = {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** All that were answered with 200, warming up included. */
  readonly accepted: number;
  readonly refused: number;
};

/** Plain sockets, because a load generator that costs as much as the server would hide the difference between two servers. */
answer(async ({ port, connections, warmUpSeconds, seconds }: PostsJob): Promise<PostsResult> => {
  const from = performance.now() + warmUpSeconds * 1000;
  const until = from + seconds * 1000;
  const times: number[] = [];
  const tally = { accepted: 0, refused: 0 };
  const one = (): Promise<void> =>
    repeat(port, until, (status, began) => {
      const now = performance.now();
      if (status === 200) tally.accepted += 1;
      else tally.refused += 1;
      if (now >= from && now <= until) times.push(now - began);
    });
  await Promise.all(Array.from({ length: connections }, one));
  return { ...tally, perSecond: times.length / seconds, p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
});

/** Posts one after another on a connection of its own until the time is over and the last is answered. */
function repeat(port: number, until: number, answered: (status: number, began: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let began = 0;
    let text = '';
    const next = (): void => {
      began = performance.now();
      if (began >= until) socket.end();
      else socket.write(nextPost());
    };
    socket.setEncoding('latin1');
    socket.on('connect', next);
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (!isWhole(text)) return;
      answered(Number(text.slice(9, 12)), began);
      text = '';
      next();
    });
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
}

/** "HTTP/1.1 200 OK", headers, an empty line, and as many bytes as were announced. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const announced = /\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? '0';
  return text.length >= end + 4 + Number(announced);
}
