import type { WebhookCall } from '../../../webhook.ts';
import type { Verified } from '../../gateway.ts';
import { verifyPathSecret } from '../../path-secret.ts';

/** SMSAPI signs nothing: its calls are believed by the secret in the address they come to. */
export const verifySmsapi = (call: WebhookCall, secret: string): Verified => verifyPathSecret(call, secret);
