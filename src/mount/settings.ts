/**
 * The settings of `npm start` by their names in the language: DATABASE_URL is `databaseUrl`. All are texts, as they would stand in the environment,
 * which is read for what is not given.
 */
export type Settings = {
  /** The programme's file. Default: ./program.yaml */
  readonly program?: string | undefined;
  /** A PostgreSQL; without it an embedded one, in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir?: string | undefined;
  /** Where shoppers reach the pages, and gateways the webhooks, if the doors are open. */
  readonly publicUrl?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly trustedProxies?: string | undefined;
  /** `name:key,name:key`. */
  readonly tillApiKeys?: string | undefined;
  readonly tillRequestsPerMinute?: string | undefined;
  readonly managerChatId?: string | undefined;
  readonly logLevel?: string | undefined;
  readonly smsGateway?: string | undefined;
  readonly smsFrom?: string | undefined;
  readonly smsApiRoot?: string | undefined;
  readonly smsWebhookSecret?: string | undefined;
  readonly smsWebhookAddresses?: string | undefined;
  readonly twilioAccountSid?: string | undefined;
  readonly twilioAuthToken?: string | undefined;
  readonly androidSmsLogin?: string | undefined;
  readonly androidSmsPassword?: string | undefined;
  readonly androidSmsWebhookKey?: string | undefined;
  readonly smsapiToken?: string | undefined;
  readonly smscLogin?: string | undefined;
  readonly smscPassword?: string | undefined;
  readonly smscSecret?: string | undefined;
  readonly smsHttpPreset?: string | undefined;
  readonly smsHttpConfig?: string | undefined;
  readonly smsHttpLogin?: string | undefined;
  readonly smsHttpPassword?: string | undefined;
  readonly smsHttpSigningKey?: string | undefined;
};

/** What is read off the host's bot. */
export type Access = { readonly token: string; readonly apiRoot: string | undefined };
