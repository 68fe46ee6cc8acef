import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { namesIn } from './template.ts';

const listMax = 100;
const fileLengthMax = 100_000;
const presetsFolder = fileURLToPath(new URL('presets', import.meta.url));

/** Texts that stand in `description.send` between braces are filled in: see template.ts. */
const template = z.string().max(2000);
const templates = z.record(z.string().max(100), template);
const path = z.string().regex(/^[\w*-]+(\.[\w*-]+)*$/, 'must be names with dots between, as results.0.id');
const place = z.string().regex(/^(header|field):[\w-]+$/, 'must be header:NAME or field:NAME');
const codes = z.array(z.string().max(40)).max(listMax);
const only = z.record(path, codes);
const states = z.enum(['sent', 'delivered', 'undelivered', 'failed']);

const signedPart = z.union([
  z.enum(['body', 'url', 'key', 'fields:sorted']),
  z
    .string()
    .regex(/^(header|field|list|text):.+$/s, 'must be body, url, key, fields:sorted, header:NAME, field:NAME, list:NAME or text:ANYTHING'),
]);
const signature = {
  algorithm: z.enum(['md5', 'sha1', 'sha256', 'sha512']),
  encoding: z.enum(['hex', 'base64', 'base64url']),
  /** Where the signature stands; with `several`, more than one of them, so separated. */
  in: place,
  several: z.string().min(1).max(4).optional(),
  parts: z.array(signedPart).min(1).max(20),
};
const holdsContent = (parts: readonly string[]): boolean => parts.some((part) => part === 'body' || /^(fields|field|list):/.test(part));

const proof = z.discriminatedUnion('kind', [
  /** The address ends in SMS_WEBHOOK_SECRET. */
  z.strictObject({ kind: z.literal('path') }),
  /** Basic authentication with SMS_WEBHOOK_SECRET as the password. */
  z.strictObject({ kind: z.literal('basic'), user: z.string().max(100) }),
  /** A header that holds SMS_WEBHOOK_SECRET. */
  z.strictObject({ kind: z.literal('header'), name: z.string().regex(/^[\w-]+$/), value: z.string().includes('{secret}').max(200) }),
  /** An HMAC by SMS_HTTP_SIGNING_KEY. */
  z.strictObject({
    kind: z.literal('hmac'),
    ...signature,
    time: z.strictObject({ in: place, unit: z.enum(['seconds', 'milliseconds']), withinSeconds: z.int().min(1).max(86_400) }).optional(),
  }),
  /** A plain hash in which SMS_HTTP_SIGNING_KEY is one of the parts. */
  z.strictObject({ kind: z.literal('hash'), ...signature }),
  /** A JSON web token, HS256 by SMS_HTTP_SIGNING_KEY, one of whose claims is the SHA-256 of the body. */
  z.strictObject({ kind: z.literal('jwt'), bodyHash: z.string().max(100) }),
]);

const where = {
  /** The list of items in a JSON body. Without it the call is one item. */
  items: path.optional(),
  /** For items that are lines of text in a repeated field: data[0]="kind\nid\nstatus". */
  lines: z.strictObject({ field: z.string().max(100), names: z.array(z.string().regex(/^\w+$/)).max(20) }).optional(),
  /** Only items with one of these values in these fields. */
  only: only.optional(),
};

const descriptionSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be a short name of small letters, digits and -'),
    /** Whether the gateway's own words or packages say so, and which; or what is still to be found out. */
    confirmed: z.boolean().optional(),
    by: z.string().max(2000).optional(),
    apiRoot: z
      .string()
      .regex(/^https?:\/\//)
      .optional(),
    calls: z.strictObject({
      methods: z.array(z.enum(['GET', 'POST'])).min(1),
      format: z.enum(['form', 'json']),
      /** What proves that a call is the gateway's: all of these. */
      proofs: z.array(proof).min(1).max(3),
      answer: z.strictObject({ status: z.int().min(200).max(299), contentType: z.string().max(100), body: z.string().max(1000) }),
      /** Items that mean nothing to us. Others that are neither texts nor reports are answered with 400. */
      ignore: only.optional(),
    }),
    texts: z.strictObject({ ...where, id: z.array(path).min(1).max(10), from: path, text: path }).optional(),
    reports: z
      .strictObject({
        ...where,
        id: path,
        status: path,
        states: z.record(z.string().max(60), states),
        errorCode: path.optional(),
        optedOut: codes.optional(),
      })
      .optional(),
    send: z.strictObject({
      method: z.enum(['GET', 'POST']),
      url: template,
      headers: templates.optional(),
      query: templates.optional(),
      form: templates.optional(),
      json: z.json().optional(),
      /** Fields more, of the form or else of the query, for texts in the GSM alphabet and for others. */
      whenLatin: templates.optional(),
      whenUnicode: templates.optional(),
      /** The gateway's id of the text: a path in its JSON answer, a pattern with one group, or `key`, the one we gave it. */
      reference: z.union([z.literal('key'), z.strictObject({ path }), z.strictObject({ pattern: z.string().max(200).refine(isPattern) })]),
      /** Where an answer of status 2xx says whether the text was taken. */
      accepted: z.strictObject({ path, is: codes }).optional(),
      /** Where a refusal's code stands: the first that is there. */
      code: z.array(path).max(5).optional(),
      codes: z
        .strictObject({
          wait: codes.optional(),
          unknown: codes.optional(),
          optedOut: codes.optional(),
          credentials: codes.optional(),
        })
        .optional(),
    }),
  })
  .superRefine(({ calls, texts, send }, context) => {
    const complain = (where: (string | number)[], message: string) => context.addIssue({ code: 'custom', path: where, message });
    calls.proofs.forEach((one, at) => {
      if ((one.kind === 'hmac' || one.kind === 'hash') && !holdsContent(one.parts))
        complain(['calls', 'proofs', at, 'parts'], 'must hold the body or fields of the call: what is not signed can be forged');
      if (one.kind === 'hash' && !one.parts.includes('key'))
        complain(['calls', 'proofs', at, 'parts'], 'must hold the key: a hash alone proves nothing');
      if (one.kind === 'hmac' && one.time !== undefined && !one.parts.includes(one.time.in))
        complain(['calls', 'proofs', at, 'time'], 'must be one of the parts: a time that is not signed can be forged');
      if (one.kind === 'hmac' && one.parts.includes('key'))
        complain(['calls', 'proofs', at, 'parts'], 'must not hold the key: it is what signs');
    });
    if (texts?.lines !== undefined && texts.items !== undefined) complain(['texts'], 'has items or lines, not both');
    if (send.form !== undefined && send.json !== undefined) complain(['send'], 'has form or json, not both');
    if (send.method === 'GET' && (send.form !== undefined || send.json !== undefined))
      complain(['send', 'method'], 'must be POST where there is a body');
    for (const { at, name } of namesIn(send)) complain(['send', ...at], `has {${name}}, which there is nothing for`);
  });

/** A gateway as data: how it calls us, what its calls hold, how it is called. */
export type Description = z.infer<typeof descriptionSchema>;
export type Proof = z.infer<typeof proof>;

export type DescriptionReading =
  | { readonly ok: true; readonly description: Description }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** Reads a description, YAML or JSON. Mistakes name the place. */
export function readDescription(text: string): DescriptionReading {
  if (text.length > fileLengthMax) return { ok: false, mistakes: ['is longer than any description'] };
  let written: unknown;
  try {
    written = parse(text, { maxAliasCount: 0 });
  } catch (error) {
    return {
      ok: false,
      mistakes: [`cannot be read as YAML or JSON (${error instanceof Error ? error.message.split('\n')[0] : 'unknown'})`],
    };
  }
  const read = descriptionSchema.safeParse(written);
  if (read.success) return { ok: true, description: read.data };
  return {
    ok: false,
    mistakes: read.error.issues.map(({ path: at, message }) => `${at.length === 0 ? '' : `${at.join('.')}: `}${message}`),
  };
}

/** The descriptions that come with the program, by name. */
export const presetNames: readonly string[] = readdirSync(presetsFolder)
  .map((file) => file.replace(/\.yaml$/, ''))
  .toSorted();

export function readPreset(name: string): DescriptionReading {
  return readDescription(readFileSync(`${presetsFolder}/${name}.yaml`, 'utf8'));
}

type Need = 'login' | 'password' | 'signingKey' | 'pathSecret' | 'headerSecret' | 'apiRoot';

/** What the operator has to give for this description to work. */
export function needsOf({ calls, send, apiRoot }: Description): readonly Need[] {
  const names = new Set([...JSON.stringify(send).matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const proofs = new Set(calls.proofs.map(({ kind }) => kind));
  const isNeeded: Readonly<Record<Need, boolean>> = {
    login: names.has('login') || names.has('basic'),
    password: names.has('password') || names.has('basic'),
    signingKey: proofs.has('hmac') || proofs.has('hash') || proofs.has('jwt'),
    pathSecret: proofs.has('path'),
    headerSecret: proofs.has('basic') || proofs.has('header'),
    apiRoot: names.has('apiRoot') && apiRoot === undefined,
  };
  return (Object.keys(isNeeded) as Need[]).filter((need) => isNeeded[need]);
}

function isPattern(written: string): boolean {
  try {
    return new RegExp(`${written}|`).exec('')?.length === 2;
  } catch {
    return false;
  }
}
