import pino from 'pino';

/** What tells who somebody is or what they wrote, or opens a door. Whatever has such a name is left out of the log. */
const hidden = ['phone', 'address', 'recipient', 'email', 'text', 'token', 'authorization', 'password', 'secret'];
const depths = ['', '*.', '*.*.'];

/** The program's log: JSON lines on standard output, without what is private. */
export function createLog(level: string): pino.Logger {
  return pino({
    level,
    serializers: { err: plainError },
    redact: { paths: depths.flatMap((depth) => hidden.map((name) => `${depth}${name}`)), censor: '…' },
  });
}

/** A database names the values of the row it refuses, a client the text it could not send: of an error only what says where it broke. */
function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error).slice(0, 200) };
  return { type: error.name, message: error.message, stack: error.stack, ...('code' in error ? { code: error.code } : {}) };
}
