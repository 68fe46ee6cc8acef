import type { Gateway } from '../../gateway.ts';
import { parseSmscMessage, parseSmscStatus } from './parse.ts';
import { createSmscSender } from './send.ts';
import { verifySmsc } from './verify.ts';

const smscApi = 'https://smsc.ru';

export type SmscSettings = {
  readonly login: string;
  readonly password: string;
  /** The secret word of the account's settings for its handler. */
  readonly secret: string;
  readonly from: string;
  readonly apiRoot?: string | undefined;
};

/** SMSC.ru and its sisters in other countries. One address takes texts and reports alike. */
export function createSmscGateway({ apiRoot = smscApi, secret, ...settings }: SmscSettings): Gateway {
  return {
    name: 'smsc',
    door: { methods: ['GET', 'POST'], secretInPath: false },
    verify: (call) => verifySmsc(call, secret),
    parse: parseSmscMessage,
    parseStatus: parseSmscStatus,
    answer: { status: 200, contentType: 'text/plain', body: 'OK' },
    send: createSmscSender({ ...settings, apiRoot }),
  };
}
