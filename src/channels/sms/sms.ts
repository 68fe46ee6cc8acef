import { BlockList, isIP } from 'node:net';
import type { Incoming } from '../../conversation/incoming.ts';
import type { Channel } from '../../delivery/channel.ts';
import type { Letter } from '../../texts/message.ts';
import type { WebhookAnswer, WebhookCall } from '../webhook.ts';
import { type Diacritics, fitToSms } from './fit.ts';
import type { Door, Gateway, Report } from './gateway.ts';
import { segmentsOf } from './segments.ts';

/** A question is never cut for its price: what was agreed to must have been read. */
const QUESTION_SEGMENTS_MAX = 6;

export type SmsSettings = SmsFit & { readonly gateway: Gateway };
type SmsFit = { readonly diacritics: Diacritics; readonly maxSegments: number };

/** SMS as a channel, whichever gateway carries it. A text is never longer than `maxSegments`: it is cut, and its choices are kept. */
export function createSmsChannel({ gateway, ...fit }: SmsSettings): Channel {
  return {
    name: 'sms',
    async send(phone, letter, key) {
      const text = fitted(letter, fit);
      return text.trim() === '' ? { outcome: 'refused', reason: 'empty-text' } : gateway.send(phone, text, key);
    },
    segments: (letter) => smsSegments(letter, fit),
  };
}

/** How many segments a letter takes, whichever gateway carries it. */
export const smsSegments = (letter: Letter, fit: SmsFit): number => segmentsOf(fitted(letter, fit)).segments;

/** The text as it goes out. */
function fitted(letter: Letter, { diacritics, maxSegments }: SmsFit): string {
  const segments = letter.choices.length === 0 ? maxSegments : Math.max(maxSegments, QUESTION_SEGMENTS_MAX);
  return fitToSms(letter.text, { diacritics, maxSegments: segments, tail: choicesOf(letter) });
}

/** Choices stand in the last line. */
const choicesOf = ({ text, choices }: Letter): string => (choices.length === 0 ? '' : text.slice(text.lastIndexOf('\n')));

export type SmsWebhook = {
  readonly gateway: Gateway;
  /** Resolves when what was said is kept for good: only then may the gateway forget it. */
  keep(incoming: Incoming): Promise<unknown>;
  report(report: Report): Promise<unknown>;
  /** From where calls are taken: addresses and ranges. Without a list, from anywhere. */
  readonly allowedAddresses?: readonly string[] | undefined;
  /** Milliseconds since 1970. */
  now?(): number;
};

/**
 * A gateway's call, messages or reports. Answers 401 to a call that is not the gateway's and 400 to one that cannot be read; throws when
 * something could not be kept, so that the server answers 5xx and the gateway calls again.
 */
export function handleSmsWebhook({ gateway, keep, report, allowedAddresses, now = Date.now }: SmsWebhook) {
  const isAllowed = allowedAddresses === undefined ? () => true : isIn(allowedAddresses);
  return async (call: WebhookCall): Promise<WebhookAnswer> => {
    const verified = gateway.verify(call, now());
    if (!verified.ok) return problem(401, 'Unauthorized', verified.reason);
    if (!isAllowed(call.callerAddress)) return problem(401, 'Unauthorized', 'address-not-allowed');

    const said = gateway.parse(call);
    const reported = gateway.parseStatus(call);
    if (!said.ok) return problem(400, 'Bad Request', said.reason);
    if (!reported.ok) return problem(400, 'Bad Request', reported.reason);

    await Promise.all([...said.items.map((incoming) => keep(incoming)), ...reported.items.map((item) => report(item))]);
    return gateway.answer;
  };
}

/** The addresses a gateway calls, below the shop's own: for its texts and for its reports. Where it signs nothing they end in a secret. */
export function webhookPaths({ name, door }: { readonly name: string; readonly door: Door }): { method: 'GET' | 'POST'; path: string }[] {
  const paths = [`/webhooks/sms/${name}`, ...(door.secretInPath ? [`/webhooks/sms/${name}/:secret`] : [])];
  return door.methods.flatMap((method) => paths.flatMap((path) => [path, `${path}/status`].map((each) => ({ method, path: each }))));
}

function isIn(addresses: readonly string[]): (address: string | undefined) => boolean {
  const list = new BlockList();
  for (const entry of addresses) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address = '') => isIP(address) > 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function problem(status: number, title: string, detail: string): WebhookAnswer {
  return { status, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title, status, detail }) };
}
