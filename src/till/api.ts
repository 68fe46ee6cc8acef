import type { z } from 'zod';
import type { WebhookCall } from '../channels/webhook.ts';
import type { TillCall, TillDeps } from './context.ts';
import { createKeys } from './keys.ts';
import type { Operation } from './operations.ts';
import { operations } from './operations.ts';
import { isRefusal, languageFor, problemOf, type Refusal, type TillAnswer, wrong } from './problem.ts';

/** What this room hands over to be mounted. */
export type TillRoute = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  handle(call: WebhookCall & { readonly params: Record<string, string>; readonly callerAddress: string }): Promise<TillAnswer>;
};

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,120}$/;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The API under `/api/v1`: each call is let in by its key, read, run and answered. */
export function createApi(deps: TillDeps): TillRoute[] {
  const keys = createKeys(deps);
  return operations.map((operation) => ({
    method: operation.method,
    path: `${deps.prefix}/api/v1${operation.path}`,
    async handle(call) {
      const language = languageFor(call.headers['accept-language'], deps.program.shop.defaultLanguage);
      const caller = await keys.callerOf(call.headers['authorization'], call.callerAddress);
      if (!caller.ok) return problemOf(notLetIn(caller.retryAfterSeconds), language);
      const read = readCall(operation, call);
      if ('refusal' in read) return problemOf(read, language);
      const told = await operation.run(deps, { ...read, till: caller.till, language, now: deps.clock() });
      if (isRefusal(told)) return problemOf(told, language);
      return {
        status: told.status,
        contentType: 'application/json; charset=utf-8',
        headers: { 'cache-control': 'no-store', 'content-language': language },
        body: JSON.stringify(told.body),
      };
    },
  }));
}

const notLetIn = (retryAfterSeconds: number | undefined): Refusal =>
  retryAfterSeconds === undefined ? { refusal: 'no-key' } : { refusal: 'too-many-requests', facts: { retryAfterSeconds } };

type Read = Pick<TillCall, 'body' | 'query' | 'params' | 'idempotencyKey'>;

function readCall(operation: Operation, call: Parameters<TillRoute['handle']>[0]): Read | Refusal {
  const params = Object.fromEntries(Object.entries(call.params).map(([name, value]) => [name, value.toLowerCase()]));
  if (params['id'] !== undefined && !ID.test(params['id'])) return { refusal: notFoundIn(operation) };
  const idempotencyKey = call.headers['idempotency-key'];
  if (idempotencyKey !== undefined && !(typeof idempotencyKey === 'string' && IDEMPOTENCY_KEY.test(idempotencyKey)))
    return wrong('Idempotency-Key', 'is 1 to 120 characters without spaces');
  const body = operation.body === undefined ? { value: undefined } : readBody(operation.body, call.rawBody);
  if ('refusal' in body) return body;
  const query = operation.query === undefined ? { value: undefined } : check(operation.query, queryOf(call.publicUrl));
  if ('refusal' in query) return query;
  return { body: body.value, query: query.value, params, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) };
}

const notFoundIn = ({ path }: Operation) =>
  path.startsWith('/holds') ? 'unknown-hold' : path.startsWith('/members') ? 'unknown-member' : 'unknown-purchase';

const queryOf = (url: string): object => Object.fromEntries(new URL(url).searchParams);

function readBody(schema: z.ZodType, bytes: Buffer): { readonly value: unknown } | Refusal {
  try {
    return check(schema, JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return wrong('', 'the body is no JSON');
  }
}

const MISTAKES_MAX = 20;

function check(schema: z.ZodType, value: unknown): { readonly value: unknown } | Refusal {
  const read = schema.safeParse(value);
  if (read.success) return { value: read.data };
  return {
    refusal: 'invalid',
    errors: read.error.issues
      .slice(0, MISTAKES_MAX)
      .flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => ({ path: [...issue.path, key].map(String).join('.'), message: 'is not known here' }))
          : [{ path: issue.path.map(String).join('.'), message: issue.message }],
      ),
  };
}
