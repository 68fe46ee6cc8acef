import type { Gateway } from './gateway.ts';
import { type AndroidSettings, createAndroidGateway } from './gateways/android/android.ts';
import { createHttpGateway, type HttpSettings } from './gateways/http/http.ts';
import { createSmsapiGateway, type SmsapiSettings } from './gateways/smsapi/smsapi.ts';
import { createSmscGateway, type SmscSettings } from './gateways/smsc/smsc.ts';
import { createTwilioGateway, type TwilioSettings } from './gateways/twilio/twilio.ts';

/** A gateway and its own settings; `from` is the shop's number or sender name. */
export type GatewaySettings = { readonly [Name in keyof Settings]: { readonly gateway: Name } & Own<Settings[Name]> }[keyof Settings];
export type GatewayName = keyof Settings;

type Settings = {
  readonly twilio: TwilioSettings;
  readonly android: AndroidSettings;
  readonly smsapi: SmsapiSettings;
  readonly smsc: SmscSettings;
  readonly http: HttpSettings;
};

/** What the shop's own address makes of itself. */
type Own<Of> = Omit<Of, 'statusUrl'>;

const gateways: { readonly [Name in keyof Settings]: (settings: Settings[Name]) => Gateway } = {
  twilio: createTwilioGateway,
  android: createAndroidGateway,
  smsapi: createSmsapiGateway,
  smsc: createSmscGateway,
  http: createHttpGateway,
};

/** `webhookUrl` is the address that the gateway calls: reports come to `/status` below it, with the secret between where there is one. */
export function createGateway(settings: GatewaySettings, webhookUrl: string): Gateway {
  const secret = 'pathSecret' in settings && settings.pathSecret !== undefined ? `/${settings.pathSecret}` : '';
  const create = gateways[settings.gateway] as (settings: GatewaySettings & { statusUrl: string }) => Gateway;
  return create({ ...settings, statusUrl: `${webhookUrl}${secret}/status` });
}
