import { createHmac } from 'node:crypto';
import { equal } from '../../../equal.ts';
import type { WebhookCall } from '../../../webhook.ts';
import type { Verified } from '../../gateway.ts';

/** How far the phone's clock may be from ours. A repeated call is signed anew, with the time of the repeat. */
const CLOCKS_DIFFER_MS = 5 * 60 * 1000;

/**
 * `X-Signature`: HMAC-SHA256 in hex, by the key of the app's settings, of the body and, right behind it, `X-Timestamp` in seconds. Source:
 * docs.sms-gate.app, "Webhooks, Payload signing".
 */
export function verifyAndroid({ rawBody, headers }: WebhookCall, key: string, now: number): Verified {
  const signature = headers['x-signature'];
  const timestamp = headers['x-timestamp'];
  if (typeof signature !== 'string' || signature === '' || typeof timestamp !== 'string') return { ok: false, reason: 'no-signature' };

  const expected = createHmac('sha256', key).update(rawBody).update(timestamp).digest('hex');
  if (!equal(signature.toLowerCase(), expected)) return { ok: false, reason: 'bad-signature' };
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp) * 1000) <= CLOCKS_DIFFER_MS
    ? { ok: true }
    : { ok: false, reason: 'too-old' };
}
