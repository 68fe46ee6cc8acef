import type { Incoming } from '../../conversation/incoming.ts';
import type { SendOutcome } from '../../delivery/channel.ts';
import type { WebhookAnswer, WebhookCall } from '../webhook.ts';

/** A company or device that carries SMS, as the one SMS channel sees it. What it sends us is checked before it is read. */
export type Gateway = {
  /** As in `SMS_GATEWAY` and in the webhook's address; also the first word of its request ids. */
  readonly name: string;
  readonly door: Door;
  /** Whether the call really comes from the gateway. `now` in milliseconds, for gateways that sign a time. Never throws. */
  verify(call: WebhookCall, now: number): Verified;
  /** The people's messages in a call; none when it holds something else. */
  parse(call: WebhookCall): Parsed<Incoming>;
  /** The delivery reports in a call; none when it holds something else. */
  parseStatus(call: WebhookCall): Parsed<Report>;
  /** What the gateway wants to hear when all is kept. */
  readonly answer: WebhookAnswer;
  /** Sends a text, already fitted, to a phone in E.164. `key` is the same when one message is sent again. */
  send(phone: string, text: string, key: string): Promise<SendOutcome>;
  /** Where it cannot call us, we ask: the texts received since `since`, in milliseconds. The same text may come again, with the same id. */
  readonly inbox?: GatewayInbox;
};

export type GatewayInbox = (since: number) => Promise<InboxReading>;

export type InboxReading =
  | { readonly ok: true; readonly items: readonly Incoming[] }
  | { readonly ok: false; readonly reason: 'credentials' | 'unreachable' | 'bad-form' };

/** How the gateway calls us. One that signs nothing calls an address that ends in a secret. */
export type Door = { readonly methods: readonly ('GET' | 'POST')[]; readonly secretInPath: boolean };

export type Verified = { readonly ok: true } | { readonly ok: false; readonly reason: Distrust };

type Distrust = 'no-signature' | 'bad-signature' | 'bad-secret' | 'too-old';

export type Parsed<T> = { readonly ok: true; readonly items: readonly T[] } | { readonly ok: false; readonly reason: 'bad-form' };

/** What became of a text after the gateway took it. Reports come late, twice and out of order. */
export type Report = {
  /** The gateway's id of the text: `reference` of the outcome of sending. */
  readonly reference: string;
  readonly state: 'sent' | 'delivered' | 'undelivered' | 'failed';
  /** The gateway's own code, for the operator. */
  readonly errorCode?: string;
  /** The recipient has told the gateway to stop: nothing reaches this phone until they text again. */
  readonly optedOut: boolean;
};
