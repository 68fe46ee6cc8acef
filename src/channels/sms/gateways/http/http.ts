import type { Gateway } from '../../gateway.ts';
import { type Description, needsOf } from './description.ts';
import { parseHttpMessage, parseHttpStatus } from './parse.ts';
import { createHttpSender } from './send.ts';
import { verifyHttp } from './verify.ts';

export type HttpSettings = {
  readonly description: Description;
  readonly from: string;
  readonly login?: string | undefined;
  readonly password?: string | undefined;
  readonly signingKey?: string | undefined;
  /** The end of the address it calls, or what it shows in a header: by the description's proofs. */
  readonly pathSecret?: string | undefined;
  readonly headerSecret?: string | undefined;
  readonly apiRoot?: string | undefined;
  readonly statusUrl?: string | undefined;
};

/** Any gateway that speaks HTTP, by its description. That what it needs is there is told to the operator when settings are read: here it is a defect. */
export function createHttpGateway(settings: HttpSettings): Gateway {
  const { description, from, login = '', password = '', signingKey = '', pathSecret = '', headerSecret = '', statusUrl = '' } = settings;
  const { calls } = description;
  const missing = needsOf(description).find((need) => (settings[need] ?? '') === '');
  if (missing !== undefined) throw new Error(`the description of ${description.name} needs ${missing}`);
  const apiRoot = settings.apiRoot ?? description.apiRoot ?? '';
  return {
    name: 'http',
    door: { methods: calls.methods, secretInPath: calls.proofs.some(({ kind }) => kind === 'path') },
    verify: (call, now) => verifyHttp(call, calls.proofs, { pathSecret, headerSecret, signingKey }, now),
    parse: (call) => parseHttpMessage(call, description),
    parseStatus: (call) => parseHttpStatus(call, description),
    answer: calls.answer,
    send: createHttpSender(description, { from, apiRoot, statusUrl, login, password }),
  };
}
