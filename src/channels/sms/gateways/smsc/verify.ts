import { createHash } from 'node:crypto';
import { equal } from '../../../equal.ts';
import type { WebhookCall } from '../../../webhook.ts';
import { fieldBytesOf } from '../../fields.ts';
import type { Verified } from '../../gateway.ts';

/**
 * `md5` or `sha1`: the hash in hex, over `phone:mes:to:SECRET` of a text and `id:phone:status:SECRET` of a report, in the bytes of the alphabet
 * they came in. One that is there must be right, and one must be there; `crc32` proves nothing. Source: smsc.ru, "Передача статусов и сообщений
 * на обработчик Клиента"; that sha1 is made of the same line as md5 is not written there in so many words.
 */
export function verifySmsc(call: WebhookCall, secret: string): Verified {
  const fields = fieldBytesOf(call);
  const given = algorithms.filter((algorithm) => (fields.get(algorithm)?.length ?? 0) > 0);
  if (given.length === 0) return { ok: false, reason: 'no-signature' };

  const names = fields.has('mes') ? ['phone', 'mes', 'to'] : fields.has('waitcall') ? ['phone', 'ts'] : ['id', 'phone', 'status'];
  const signed = Buffer.concat([...names.flatMap((name) => [fields.get(name) ?? nothing, colon]), Buffer.from(secret)]);
  const right = given.every((algorithm) => isHash(fields.get(algorithm) ?? nothing, createHash(algorithm).update(signed).digest('hex')));
  return right ? { ok: true } : { ok: false, reason: 'bad-signature' };
}

const algorithms = ['md5', 'sha1'] as const;
const nothing = Buffer.alloc(0);
const colon = Buffer.from(':');

const isHash = (given: Buffer, expected: string): boolean => equal(given.toString('latin1').toLowerCase(), expected);
