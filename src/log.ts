import pino from 'pino';

export type Log = pino.Logger;

/** What says who somebody is, what they wrote, or opens a door. */
const private_ = ['phone', 'address', 'email', 'name', 'text', 'token', 'key', 'code', 'authorization', 'password', 'secret'];
const depths = ['', '*.', '*.*.'];

/** The program's log: JSON lines on standard output, without what is private. */
export function createLog(level: string): Log {
  return pino({ level, redact: { paths: depths.flatMap((depth) => private_.map((name) => `${depth}${name}`)), censor: '…' } });
}
