import { createHmac, hash } from 'node:crypto';
import { parse, stringify } from 'node:querystring';
import { equal } from '../../../equal.ts';
import type { WebhookCall } from '../../../webhook.ts';
import type { Verified } from '../../gateway.ts';
import { formOf } from './form.ts';

/**
 * `X-Twilio-Signature`: base64 HMAC-SHA1, by the account's token, of the address called and the form's fields, sorted. For a body that is
 * not a form the address carries `bodySHA256` and the fields are left out. Source: Twilio, "Webhooks security".
 */
export function verifyTwilio(call: WebhookCall, authToken: string): Verified {
  const url = call.publicUrl.toWellFormed();
  const given = call.headers['x-twilio-signature'];
  if (typeof given !== 'string' || given === '') return { ok: false, reason: 'no-signature' };

  const bodyHash = bodyHashIn(url);
  if (bodyHash !== undefined && !equal(bodyHash, hash('sha256', call.rawBody, 'hex'))) return badSignature;

  const fields = bodyHash === undefined ? sortedFields(call.rawBody) : '';
  const signed = addressesSigned(url).some((address) => equal(given, signatureOf(address + fields, authToken)));
  return signed ? { ok: true } : badSignature;
}

const badSignature: Verified = { ok: false, reason: 'bad-signature' };

function bodyHashIn(url: string): string | undefined {
  const at = url.indexOf('?');
  return at === -1 ? undefined : (new URLSearchParams(url.slice(at)).get('bodySHA256') ?? undefined);
}

/** Names in order and, under one name, its different values in order. */
function sortedFields(rawBody: Buffer): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of formOf(rawBody)) values.set(name, (values.get(name) ?? new Set()).add(value));

  return [...values.keys()]
    .toSorted()
    .flatMap((name) => [...(values.get(name) ?? [])].toSorted().map((value) => name + value))
    .join('');
}

/** Twilio signs the address with its port or without, as written or with its query escaped once more: each is the same address. */
function addressesSigned(url: string): readonly string[] {
  const escapedUrl = URL.canParse(url) ? new URL(url).href : url;
  const ported = [...withAndWithoutPort(url), ...withAndWithoutPort(escapedUrl)];
  return [...new Set([...ported, ...ported.map(withQueryRewritten)])];
}

function withAndWithoutPort(url: string): string[] {
  const [, scheme, host, port, rest] = /^(https?:\/\/)([^/?#]*?)(:\d+)?([/?#].*)?$/is.exec(url) ?? [];
  if (scheme === undefined || host === undefined) return [url];
  const usual = scheme.toLowerCase() === 'https://' ? ':443' : ':80';
  return [scheme + host + (rest ?? ''), scheme + host + (port ?? usual) + (rest ?? '')];
}

function withQueryRewritten(url: string): string {
  const at = url.indexOf('?') + 1;
  return at === 0 ? url : url.slice(0, at) + stringify(parse(url.slice(at)));
}

const signatureOf = (signed: string, authToken: string): string => createHmac('sha1', authToken).update(signed).digest('base64');
