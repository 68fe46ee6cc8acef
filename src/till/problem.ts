import { type Facts, type Language, languages } from '../texts/message.ts';
import { textOf } from '../texts/render.ts';

export type TillAnswer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A field of what was sent, dotted and counted from 0 (`lines.0.amount`), and what is wrong with it. */
type FieldMistake = { readonly path: string; readonly message: string };

/** An expected no. `facts` are for the program at the till, `words` fill the sentence for the cashier. Plain JSON: it is kept as an answer. */
export type Refusal = {
  readonly refusal: RefusalName;
  readonly facts?: { readonly [name: string]: number | string };
  readonly words?: Facts;
  readonly errors?: readonly FieldMistake[];
};

/** Every no there is: its status, its title for programs, its sentence for the cashier. `name` is what its type ends with, and stays. */
const refusals = {
  'no-key': { status: 401, title: 'Unauthorized', key: 'till-no-key' },
  'unknown-member': { status: 404, title: 'Unknown member', key: 'till-not-found' },
  'unknown-purchase': { status: 404, title: 'Unknown purchase', key: 'till-no-purchase' },
  'unknown-hold': { status: 404, title: 'Unknown hold', key: 'till-hold-closed' },
  invalid: { status: 422, title: 'Unprocessable content', key: 'till-invalid' },
  'wrong-currency': { status: 422, title: 'Wrong currency', key: 'till-invalid' },
  'too-many-points': { status: 422, title: 'More points than may pay', key: 'till-too-many-points' },
  'hold-too-small': { status: 422, title: 'The hold is too small', key: 'till-hold-too-small' },
  'proof-needed': { status: 403, title: 'Proof needed', key: 'till-proof-needed' },
  'wrong-code': { status: 403, title: 'Wrong code', key: 'till-wrong-code' },
  'member-blocked': { status: 403, title: 'Member blocked', key: 'till-blocked' },
  'not-enough-points': { status: 409, title: 'Not enough points', key: 'till-not-enough-points' },
  'coupon-used': { status: 409, title: 'Coupon used', key: 'till-coupon-used' },
  'already-returned': { status: 409, title: 'Already returned', key: 'till-already-returned' },
  'hold-closed': { status: 409, title: 'Hold closed', key: 'till-hold-closed' },
  'idempotency-mismatch': { status: 409, title: 'Idempotency mismatch', key: 'till-idempotency-mismatch' },
  'receipt-differs': { status: 409, title: 'Receipt differs', key: 'till-receipt-differs' },
  'already-claimed': { status: 409, title: 'Already claimed', key: 'till-receipt-elsewhere' },
  'claim-late': { status: 409, title: 'Too late to claim', key: 'claim-late' },
  'claim-too-many': { status: 409, title: 'Too many claims', key: 'claim-too-many' },
  'all-returned': { status: 409, title: 'All of it came back', key: 'claim-returned' },
  'too-many-codes': { status: 429, title: 'Too many codes', key: 'till-too-many-codes' },
  'too-many-requests': { status: 429, title: 'Too many requests', key: 'till-too-many-requests' },
} as const satisfies Record<string, { status: number; title: string; key: string }>;

export type RefusalName = keyof typeof refusals;

export const isRefusal = (told: object): told is Refusal => 'refusal' in told;

export const refusalStatuses: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(refusals).map(([name, { status }]) => [name, status]),
);

/** RFC 9457. `detail` is a sentence for whoever stands at the till, in their language. */
export function problemOf({ refusal, facts = {}, words = {}, errors }: Refusal, language: Language): TillAnswer {
  const { status, title, key } = refusals[refusal];
  const retry = status === 429 && facts['retryAfterSeconds'] !== undefined ? { 'retry-after': String(facts['retryAfterSeconds']) } : {};
  const wanted = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  return {
    status,
    contentType: 'application/problem+json; charset=utf-8',
    headers: { 'cache-control': 'no-store', 'content-language': language, ...retry, ...wanted },
    body: JSON.stringify({
      type: `/problems/${refusal}`,
      title,
      status,
      detail: textOf(key, language, words),
      ...facts,
      ...(errors === undefined ? {} : { errors }),
    }),
  };
}

/** What is wrong with one field. */
export const wrong = (path: string, message: string): Refusal => ({ refusal: 'invalid', errors: [{ path, message }] });

/** The first of the caller's languages that we speak (RFC 9110, 12.5.4, without weights), else the shop's. */
export function languageFor(header: string | string[] | undefined, shops: Language): Language {
  const wanted = String(header ?? '')
    .slice(0, 200)
    .split(',')
    .map((tag) => tag.trim().slice(0, 2).toLowerCase());
  return wanted.map((tag) => languages.find((language) => language === tag)).find((language) => language !== undefined) ?? shops;
}
