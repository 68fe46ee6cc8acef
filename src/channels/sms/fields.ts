import type { WebhookCall } from '../webhook.ts';

/** A form of a text of 4,096 characters, percent-encoded, makes some 25 KB; a batch of reports less. */
const maxFormBytes = 65_536;
const maxQueryLength = 65_536;

/** The fields of a call, whether the gateway calls by GET or by POST: those of its form, and those of its address. A call too long has none. */
export function fieldsOf({ rawBody, publicUrl }: WebhookCall): URLSearchParams {
  const form = new URLSearchParams(rawBody.length > maxFormBytes ? '' : rawBody.toString('utf8'));
  for (const [name, value] of new URLSearchParams(queryOf(publicUrl))) form.append(name, value);
  return form;
}

/** The same as bytes, one by one as they were escaped: for gateways that write another alphabet than UTF-8, and sign it. */
export function fieldBytesOf({ rawBody, publicUrl }: WebhookCall): ReadonlyMap<string, Buffer> {
  const form = rawBody.length > maxFormBytes ? '' : rawBody.toString('latin1');
  const fields = new Map<string, Buffer>();
  for (const pair of `${form}&${Buffer.from(queryOf(publicUrl)).toString('latin1')}`.split('&')) {
    const at = pair.indexOf('=');
    if (at === -1) continue;
    const name = unescaped(pair.slice(0, at)).toString('latin1');
    if (!fields.has(name)) fields.set(name, unescaped(pair.slice(at + 1)));
  }
  return fields;
}

function unescaped(written: string): Buffer {
  const plain = written.replaceAll('+', ' ').replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

function queryOf(url: string): string {
  const at = url.indexOf('?');
  return at === -1 || url.length - at > maxQueryLength ? '' : url.slice(at + 1);
}
