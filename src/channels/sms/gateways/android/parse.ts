import type { Incoming } from '../../../../conversation/incoming.ts';
import type { WebhookCall } from '../../../webhook.ts';
import { parseJson } from '../../calling.ts';
import type { Parsed, Report } from '../../gateway.ts';
import { hashOf, idOf, incomingOf, phoneAsShown, saidIn } from '../../heard.ts';
import { pick, textAt } from '../../pick.ts';

/** A text of 4,096 characters, escaped as JSON, makes some 25 KB. */
const maxBodyBytes = 65_536;
const maxInboxItems = 500;

/**
 * A text the phone received. The event's id tells repeats: the message's own is made of its content and not unique. A sender without a country's
 * number is at home where the shop is; names and short numbers are passed over, and so are pictures and data.
 */
export function parseAndroidMessage({ rawBody }: WebhookCall, shopNumber: string): Parsed<Incoming> {
  const event = eventIn(rawBody);
  if (event === undefined) return badForm;
  if (event.name !== 'sms:received') return nothing;

  const sender = textAt(event.payload, 'sender') ?? textAt(event.payload, 'phoneNumber');
  if (sender === undefined) return badForm;
  const phone = phoneAsShown(sender, shopNumber);
  if (phone === undefined) return nothing;
  return { ok: true, items: [incomingOf(`android:${idOf(event.id)}`, phone, saidIn(textAt(event.payload, 'message') ?? ''))] };
}

/** A delivery report. A long text is reported delivered once for each of its parts: the repeats change nothing. */
export function parseAndroidStatus({ rawBody }: WebhookCall): Parsed<Report> {
  const event = eventIn(rawBody);
  if (event === undefined) return badForm;
  const state = states.get(event.name);
  if (state === undefined) return nothing;

  const reference = textAt(event.payload, 'messageId');
  if (reference === undefined || reference === '') return badForm;
  const errorCode = /[A-Z][A-Z_]{5,40}/.exec(textAt(event.payload, 'reason') ?? '')?.[0];
  return { ok: true, items: [{ reference, state, ...(errorCode && { errorCode }), optedOut: false }] };
}

/** What the phone answers to `GET /inbox`, the oldest first: whole texts, though they are called previews. */
export function parseAndroidInbox(body: string, shopNumber: string): Parsed<Incoming> {
  const list = parseJson(body);
  if (!Array.isArray(list)) return badForm;
  const texts = list.slice(0, maxInboxItems).flatMap((item: unknown) => inboxItem(item, shopNumber));
  return { ok: true, items: texts.toSorted((a, b) => a.at - b.at).map(({ incoming }) => incoming) };
}

/** The message's own id is made of its content, so two are the same only when their time is too. */
function inboxItem(item: unknown, shopNumber: string): { at: number; incoming: Incoming }[] {
  const [type, id, sender, text, at] = ['type', 'id', 'sender', 'contentPreview', 'createdAt'].map((name) => textAt(item, name));
  const phone = sender === undefined ? undefined : phoneAsShown(sender, shopNumber);
  if (type !== 'SMS' || phone === undefined || text === undefined || at === undefined) return [];
  return [{ at: Date.parse(at) || 0, incoming: incomingOf(`android:${hashOf(id ?? '', phone, text, at)}`, phone, saidIn(text)) }];
}

const badForm = { ok: false, reason: 'bad-form' } as const;
const nothing = { ok: true, items: [] } as const;

const states: ReadonlyMap<string, Report['state']> = new Map([
  ['sms:sent', 'sent'],
  ['sms:delivered', 'delivered'],
  ['sms:failed', 'failed'],
  ['sms:cancelled', 'failed'],
]);

function eventIn(rawBody: Buffer): { id: string; name: string; payload: unknown } | undefined {
  const event = rawBody.length > maxBodyBytes ? undefined : parseJson(rawBody.toString('utf8'));
  const [id, name, payload] = [textAt(event, 'id'), textAt(event, 'event'), pick(event, 'payload')];
  const isWhole = id !== undefined && id !== '' && name !== undefined && typeof payload === 'object' && payload !== null;
  return isWhole ? { id, name, payload } : undefined;
}
