import type { Gateway } from '../../gateway.ts';
import { parseAndroidMessage, parseAndroidStatus } from './parse.ts';
import { createAndroidInbox, createAndroidSender } from './send.ts';
import { verifyAndroid } from './verify.ts';

const cloud = 'https://api.sms-gate.app/3rdparty/v1';

export type AndroidSettings = {
  readonly login: string;
  readonly password: string;
  /** Of the app's webhook settings. Without it the phone is not believed when it calls, and we ask it instead. */
  readonly webhookKey?: string | undefined;
  /** The number of its SIM. */
  readonly from: string;
  readonly apiRoot?: string | undefined;
};

/** A phone with the app SMS Gateway for Android, reached by its makers' server, by one's own, or directly. */
export function createAndroidGateway({ apiRoot = cloud, webhookKey, ...settings }: AndroidSettings): Gateway {
  const sending = { ...settings, apiRoot };
  return {
    name: 'android',
    door: { methods: ['POST'], secretInPath: false },
    verify: (call, now) => (webhookKey === undefined ? { ok: false, reason: 'no-signature' } : verifyAndroid(call, webhookKey, now)),
    parse: (call) => parseAndroidMessage(call, settings.from),
    parseStatus: parseAndroidStatus,
    answer: { status: 200, contentType: 'application/json', body: '{}' },
    send: createAndroidSender(sending),
    ...(webhookKey === undefined ? { inbox: createAndroidInbox(sending) } : {}),
  };
}
