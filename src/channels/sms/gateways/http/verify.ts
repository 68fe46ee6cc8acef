import { createHash, createHmac, hash } from 'node:crypto';
import { equal } from '../../../equal.ts';
import type { WebhookCall } from '../../../webhook.ts';
import { basicAuth, parseJson } from '../../calling.ts';
import { fieldsOf } from '../../fields.ts';
import type { Verified } from '../../gateway.ts';
import { verifyPathSecret } from '../../path-secret.ts';
import { textAt } from '../../pick.ts';
import type { Proof } from './description.ts';
import { valuesOf } from './values.ts';

/** A gateway may repeat a call for a day with the token it signed first. */
const TOKEN_OLD_MS = 25 * 60 * 60 * 1000;
const CLOCKS_DIFFER_MS = 5 * 60 * 1000;

export type Keys = { readonly pathSecret: string; readonly headerSecret: string; readonly signingKey: string };

/** All proofs of the description must hold. */
export function verifyHttp(call: WebhookCall, proofs: readonly Proof[], keys: Keys, now: number): Verified {
  for (const proof of proofs) {
    const verified = verifyProof(call, proof, keys, now);
    if (!verified.ok) return verified;
  }
  return proofs.length === 0 ? noSignature : { ok: true };
}

const noSignature = { ok: false, reason: 'no-signature' } as const;
const badSignature = { ok: false, reason: 'bad-signature' } as const;
const tooOld = { ok: false, reason: 'too-old' } as const;

function verifyProof(call: WebhookCall, proof: Proof, keys: Keys, now: number): Verified {
  switch (proof.kind) {
    case 'path':
      return verifyPathSecret(call, keys.pathSecret);
    case 'basic':
      return verifyHeader(call, 'authorization', basicAuth(proof.user, keys.headerSecret));
    case 'header':
      return verifyHeader(
        call,
        proof.name.toLowerCase(),
        proof.value.replace('{secret}', () => keys.headerSecret),
      );
    case 'jwt':
      return verifyToken(call, proof.bodyHash, keys.signingKey, now);
    default:
      return verifySignature(call, proof, keys.signingKey, now);
  }
}

function verifyHeader({ headers }: WebhookCall, name: string, expected: string): Verified {
  const given = headers[name];
  if (typeof given !== 'string' || given === '') return noSignature;
  return equal(given, expected) ? { ok: true } : { ok: false, reason: 'bad-secret' };
}

function verifySignature(call: WebhookCall, proof: Extract<Proof, { kind: 'hmac' | 'hash' }>, key: string, now: number): Verified {
  const given = valueIn(call, proof.in);
  if (given === undefined || given === '') return noSignature;

  const maker = proof.kind === 'hmac' ? createHmac(proof.algorithm, key) : createHash(proof.algorithm);
  for (const part of proof.parts) for (const bytes of bytesOf(call, part, key)) maker.update(bytes);
  const expected = maker.digest(proof.encoding);
  const signatures = proof.several === undefined ? [given] : given.split(proof.several).map((one) => one.trim());
  const plain = (written: string) => (proof.encoding === 'hex' ? written.toLowerCase() : written);
  if (!signatures.some((one) => equal(plain(one), expected))) return badSignature;
  return proof.kind === 'hash' || proof.time === undefined || isRecent(valueIn(call, proof.time.in), proof.time, now)
    ? { ok: true }
    : tooOld;
}

/** `header:NAME` or `field:NAME`. A header that came twice is none. */
function valueIn(call: WebhookCall, place: string): string | undefined {
  const name = place.slice(place.indexOf(':') + 1);
  if (place.startsWith('field:')) return fieldsOf(call).get(name) ?? undefined;
  const value = call.headers[name.toLowerCase()];
  return typeof value === 'string' ? value : undefined;
}

function bytesOf(call: WebhookCall, part: string, key: string): readonly (string | Buffer)[] {
  if (part === 'body') return [call.rawBody];
  if (part === 'url') return [call.publicUrl.toWellFormed()];
  if (part === 'key') return [key];
  if (part === 'fields:sorted') return sortedFields(call);
  if (part.startsWith('text:')) return [part.slice('text:'.length)];
  if (part.startsWith('list:')) return valuesOf(fieldsOf(call), part.slice('list:'.length));
  return [valueIn(call, part) ?? ''];
}

/** The form's names in order and, under one name, its values in order, nothing between. */
function sortedFields({ rawBody }: WebhookCall): string[] {
  const form = fieldsOf({ rawBody, headers: {}, publicUrl: '' });
  return [...new Set(form.keys())].toSorted().flatMap((name) =>
    form
      .getAll(name)
      .toSorted()
      .map((value) => name + value),
  );
}

function isRecent(written: string | undefined, { unit, withinSeconds }: { unit: string; withinSeconds: number }, now: number): boolean {
  if (written === undefined || !/^\d{1,15}$/.test(written)) return false;
  const at = Number(written) * (unit === 'seconds' ? 1000 : 1);
  return Math.abs(now - at) <= withinSeconds * 1000;
}

/** `Authorization: Bearer` with a token (RFC 7519) by HS256 and no other algorithm, whatever the token itself says. */
function verifyToken({ headers, rawBody }: WebhookCall, bodyHash: string, key: string, now: number): Verified {
  const { authorization } = headers;
  const [, head, claims, signature] =
    /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(typeof authorization === 'string' ? authorization : '') ?? [];
  if (head === undefined || claims === undefined || signature === undefined) return noSignature;

  const expected = createHmac('sha256', key).update(`${head}.${claims}`).digest('base64url');
  if (!equal(signature, expected) || textAt(jsonIn(head), 'alg') !== 'HS256') return badSignature;

  const said = jsonIn(claims);
  if (!equal((textAt(said, bodyHash) ?? '').toLowerCase(), hash('sha256', rawBody, 'hex'))) return badSignature;

  const [madeAt, endsAt, beginsAt] = ['iat', 'exp', 'nbf'].map((name) => Number(textAt(said, name) ?? Number.NaN) * 1000);
  const isOver = (at: number | undefined, ms: number) => at !== undefined && now - at > ms;
  const isAhead = (at: number | undefined) => at !== undefined && at - now > CLOCKS_DIFFER_MS;
  return isOver(madeAt, TOKEN_OLD_MS) || isOver(endsAt, CLOCKS_DIFFER_MS) || isAhead(madeAt) || isAhead(beginsAt) ? tooOld : { ok: true };
}

const jsonIn = (part: string): unknown => parseJson(Buffer.from(part, 'base64url').toString('utf8'));
