import { androidKey, from, neededBy, pathSecret, presetNamed, smscSecret } from '../channels/sms/samples.ts';
import type { Carrier } from './gateway-world.ts';
import type { Seen } from './stand-in.ts';

const formOf = ({ body }: Seen) => new URLSearchParams(body);
const plus = (digits: string | null): string => `+${(digits ?? '').replace(/^\+/, '')}`;
// biome-ignore lint/suspicious/noExplicitAny: an order is read as its gateway would
const jsonOf = ({ body }: Seen): any => JSON.parse(body);

const byPreset = (name: string, rest: Omit<Carrier, 'settings'>): Carrier => ({
  settings: (apiRoot) => ({ gateway: 'http', description: presetNamed(name), from, ...neededBy(presetNamed(name)), apiRoot }),
  ...rest,
});

/** The APIs of gateways as their documentation describes them, as little of each as carries a text. */
export const carriers = {
  android: {
    settings: (apiRoot) => ({ gateway: 'android', login: 'SHOP', password: 'phone-password', webhookKey: androidKey, from, apiRoot }),
    read: (order) => ({ phone: jsonOf(order).phoneNumbers[0], text: jsonOf(order).textMessage.text }),
    answer: (id) => ({ status: 202, body: { id, state: 'Pending', recipients: [] } }),
  },
  smsapi: {
    settings: (apiRoot) => ({ gateway: 'smsapi', token: 'smsapi-token', pathSecret, from, apiRoot }),
    read: (order) => ({ phone: plus(formOf(order).get('to')), text: formOf(order).get('message') ?? '' }),
    answer: (id) => ({ status: 200, body: { count: 1, list: [{ id, points: 0.16, status: 'QUEUE', error: null }] } }),
  },
  smsc: {
    settings: (apiRoot) => ({ gateway: 'smsc', login: 'shop', password: 'smsc-password', secret: smscSecret, from, apiRoot }),
    read: (order) => ({ phone: plus(formOf(order).get('phones')), text: formOf(order).get('mes') ?? '' }),
    answer: (id) => ({ status: 200, body: { id, cnt: 1 } }),
  },
  'http: vonage': byPreset('vonage', {
    read: (order) => ({ phone: plus(jsonOf(order).to), text: jsonOf(order).text }),
    answer: (id) => ({ status: 202, body: { message_uuid: id } }),
  }),
  'http: plivo': byPreset('plivo', {
    read: (order) => ({ phone: plus(jsonOf(order).dst), text: jsonOf(order).text }),
    answer: (id) => ({ status: 202, body: { message: 'message(s) queued', message_uuid: [id] } }),
  }),
  'http: infobip': byPreset('infobip', {
    read: (order) => ({ phone: plus(jsonOf(order).messages[0].destinations[0].to), text: jsonOf(order).messages[0].content.text }),
    answer: (id) => ({ status: 200, body: { messages: [{ messageId: id, status: { groupName: 'PENDING' } }] } }),
  }),
  'http: exolve': byPreset('exolve', {
    read: (order) => ({ phone: plus(jsonOf(order).destination), text: jsonOf(order).text }),
    answer: (id) => ({ status: 200, body: { message_id: id } }),
  }),
  'http: kannel': byPreset('kannel', {
    read: ({ url }) => ({ phone: plus(url.searchParams.get('to')), text: url.searchParams.get('text') ?? '' }),
    referenceIn: ({ url }) => new URL(url.searchParams.get('dlr-url') ?? '').searchParams.get('id') ?? '',
    answer: () => ({ status: 202, body: '0: Accepted for delivery' }),
  }),
  'http: jasmin': byPreset('jasmin', {
    read: (order) => {
      const form = formOf(order);
      const hex = Buffer.from(form.get('hex-content') ?? '', 'hex')
        .swap16()
        .toString('utf16le');
      return { phone: plus(form.get('to')), text: form.get('content') ?? hex };
    },
    answer: (id) => ({ status: 200, body: `Success "${id}"` }),
  }),
} satisfies Record<string, Carrier>;
