import { equal } from '../equal.ts';
import type { WebhookCall } from '../webhook.ts';
import type { Verified } from './gateway.ts';

/** For a gateway that signs nothing: the end of the address it calls is known to it and to us alone. */
export function verifyPathSecret({ params }: WebhookCall, secret: string): Verified {
  const given = params?.['secret'] ?? '';
  if (given === '') return { ok: false, reason: 'no-signature' };
  return equal(given, secret) ? { ok: true } : { ok: false, reason: 'bad-secret' };
}
