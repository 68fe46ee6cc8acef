import { signTwilioRequest } from '@chat-adapter/twilio/webhook';
import twilio from 'twilio';
import type { WebhookCall } from '../../../../src/channels/webhook.ts';

export const authToken = 'b7c1f0e9d8a7b6c5d4e3f2a1b0c9d8e7';
export const inboundUrl = 'https://shop.example/webhooks/sms/twilio';

/** A form as Twilio posts it for an incoming text. */
export const inbound = {
  ToCountry: 'GB',
  SmsMessageSid: 'SM0123456789abcdef0123456789abcdef',
  NumMedia: '0',
  FromCity: '',
  FromZip: '',
  SmsStatus: 'received',
  FromCountry: 'RU',
  Body: 'JOIN Anna anna@example.com',
  To: '+447700900123',
  MessageSid: 'SM0123456789abcdef0123456789abcdef',
  AccountSid: 'AC0123456789abcdef0123456789abcdef',
  From: '+79161234567',
  ApiVersion: '2010-04-01',
} as const;

/** A form as Twilio posts it to a status callback. */
export const status = {
  SmsSid: 'SM99999999999999999999999999999999',
  SmsStatus: 'delivered',
  MessageStatus: 'delivered',
  To: '+79161234567',
  MessageSid: 'SM99999999999999999999999999999999',
  AccountSid: 'AC0123456789abcdef0123456789abcdef',
  From: '+447700900123',
  ApiVersion: '2010-04-01',
} as const;

export type Fields = Readonly<Record<string, string | readonly string[]>>;

export function bodyOf(fields: Fields): URLSearchParams {
  return new URLSearchParams(
    Object.entries(fields).flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value])),
  );
}

export function callOf(body: string, signature: string | undefined, publicUrl = inboundUrl): WebhookCall {
  return { rawBody: Buffer.from(body), publicUrl, headers: { ...(signature !== undefined && { 'x-twilio-signature': signature }) } };
}

/** Signed by the gateway's own package. */
export function callSignedByTwilio(fields: Fields, url = inboundUrl, signedUrl = url): WebhookCall {
  return callOf(bodyOf(fields).toString(), twilio.getExpectedTwilioSignature(authToken, signedUrl, { ...fields }), url);
}

/** Signed by a package of somebody who has nothing to do with the gateway. */
export async function callSignedByAdapter(fields: Fields, url = inboundUrl): Promise<WebhookCall> {
  const params = bodyOf(fields);
  return callOf(params.toString(), await signTwilioRequest({ authToken, params, url }), url);
}
