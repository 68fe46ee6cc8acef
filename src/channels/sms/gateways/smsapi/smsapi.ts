import type { Gateway } from '../../gateway.ts';
import { parseSmsapiMessage, parseSmsapiStatus } from './parse.ts';
import { createSmsapiSender } from './send.ts';
import { verifySmsapi } from './verify.ts';

/** Accounts of SMSAPI.com and of other countries have their own: see SMS_API_ROOT. */
const polishApi = 'https://api.smsapi.pl';

export type SmsapiSettings = {
  readonly token: string;
  readonly from: string;
  /** The end of the address it calls. */
  readonly pathSecret: string;
  readonly apiRoot?: string | undefined;
  readonly statusUrl?: string | undefined;
};

/**
 * SMSAPI.pl and SMSAPI.com. Confirmed by its own package and by shops that use it: sending, the list of statuses and its commas, the answer "OK".
 * Not confirmed by its documentation: the field names of incoming texts, `sms_date`, and what error 53 says of a text's age.
 */
export function createSmsapiGateway({ apiRoot = polishApi, pathSecret, ...settings }: SmsapiSettings): Gateway {
  return {
    name: 'smsapi',
    door: { methods: ['GET', 'POST'], secretInPath: true },
    verify: (call) => verifySmsapi(call, pathSecret),
    parse: parseSmsapiMessage,
    parseStatus: parseSmsapiStatus,
    answer: { status: 200, contentType: 'text/plain', body: 'OK' },
    send: createSmsapiSender({ ...settings, apiRoot }),
  };
}
