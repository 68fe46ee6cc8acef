import { randomUUID } from 'node:crypto';
import { tillKey, type World } from './world.ts';

type TillAnswered = { readonly status: number; readonly body: Body; readonly headers: Headers };
/** What a till reads of an answer: any field, as the program at the till would. */
type Body = Record<string, never> & { readonly [field: string]: unknown } & Partial<Fields>;
type Fields = {
  id: string;
  state: string;
  member: string | null;
  name: string;
  card: string;
  phone: string | null;
  type: string;
  detail: string;
  available: number;
  balance: number;
  pending: number;
  held: number;
  debt: number;
  pointsEarned: number;
  pointsPending: number;
  pointsSpent: number;
  pointsTaken: number;
  pointsReturned: number;
  pointsForgiven: number;
  pointsOwed: number;
  refundMoney: number;
  toPay: number;
  maxRedeemPoints: number;
  tier: string;
  receiptUrl: string;
  qrUrl: string;
  joinUrl: string;
  triesLeft: number;
  errors: { path: string; message: string }[];
  reasons: { outcome: string; rule: string; text?: string }[];
  hints: { kind: string; text: string }[];
  entries: { kind: string; points: number; till?: string; text: string }[];
  purchases: { id: string; total: number }[];
  lines: { line: number; returnedAmount: number; returnedQuantity: number }[];
  count: number;
  sum: Record<string, number>;
};

export type Till = {
  call(method: 'GET' | 'POST', path: string, body?: unknown, headers?: Record<string, string>): Promise<TillAnswered>;
  get(path: string): Promise<TillAnswered>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<TillAnswered>;
  /** Sells something: a receipt of its own unless told otherwise. */
  sells(what: object, headers?: Record<string, string>): Promise<TillAnswered>;
};

/** Where a till stands, and its clock. */
type Counter = Pick<World, 'url' | 'now'>;

let receipts = 0;

/** A till that speaks to the shop over HTTP, as a real one would. */
export function tillAt(world: Counter, key = tillKey.key, language = 'en'): Till {
  const call: Till['call'] = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${world.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'accept-language': language, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : JSON.parse(text), headers: answer.headers };
  };
  return {
    call,
    get: (path) => call('GET', path),
    post: (path, body, headers) => call('POST', path, body, headers),
    sells: (what, headers) => call('POST', '/purchases', receipt(world, what), { 'idempotency-key': randomUUID(), ...headers }),
  };
}

/** A receipt as a till tells it. */
export function receipt(world: Counter, what: object = {}): Record<string, unknown> {
  receipts += 1;
  return {
    receiptId: `R-${receipts}`,
    store: 'pavilion-1',
    cashier: 'anna',
    at: new Date(world.now()).toISOString().replace('Z', '+00:00'),
    currency: 'RUB',
    total: 48_000,
    ...what,
  };
}

/** The card of whoever writes from this address. */
export async function cardOf(world: World, address: string): Promise<string> {
  const { rows } = await world.database.pool.query<{ card: string }>(
    'select card from member join identity on member_id = id where address = $1',
    [address],
  );
  return rows[0]?.card ?? '';
}
