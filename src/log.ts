import pino from 'pino';

/** What tells who somebody is or what they wrote, or opens a door. Whatever has such a name is left out of the log. */
const hidden = ['phone', 'address', 'recipient', 'email', 'text', 'token', 'authorization', 'password', 'secret'];
const depths = ['', '*.', '*.*.'];

/** The program's log: JSON lines on standard output, without what is private. */
export function createLog(level: string): pino.Logger {
  return pino({ level, redact: { paths: depths.flatMap((depth) => hidden.map((name) => `${depth}${name}`)), censor: '…' } });
}
