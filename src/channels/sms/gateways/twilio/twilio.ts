import type { Gateway } from '../../gateway.ts';
import { parseTwilioMessage, parseTwilioStatus } from './parse.ts';
import { createTwilioSender } from './send.ts';
import { verifyTwilio } from './verify.ts';

const twilioApi = 'https://api.twilio.com';

export type TwilioSettings = {
  readonly accountSid: string;
  readonly authToken: string;
  readonly from: string;
  readonly apiRoot?: string | undefined;
  readonly statusUrl?: string | undefined;
};

/** Twilio. Its answer is TwiML without a message: replies go out by the courier, which can repeat them. */
export function createTwilioGateway({ apiRoot = twilioApi, ...settings }: TwilioSettings): Gateway {
  return {
    name: 'twilio',
    door: { methods: ['POST'], secretInPath: false },
    verify: (call) => verifyTwilio(call, settings.authToken),
    parse: parseTwilioMessage,
    parseStatus: parseTwilioStatus,
    answer: { status: 200, contentType: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' },
    send: createTwilioSender({ ...settings, apiRoot: apiRoot.replace(/\/+$/, '') }),
  };
}
