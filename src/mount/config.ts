import { type Config, type Environment, readConfig, type settingNames } from '../config.ts';
import { StartRefused } from '../database/refused.ts';
import type { Access, Settings } from './settings.ts';

type CamelCase<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${Lowercase<First>}${Capitalize<CamelCase<Rest>>}`
  : Lowercase<Name>;

/** What the host's bot settles: its token, where it sends, how it hears. */
type HostsOwn = 'TELEGRAM_BOT_TOKEN' | 'TELEGRAM_API_ROOT' | 'TELEGRAM_WEBHOOK_SECRET' | 'PLAYGROUND';

/** Every setting there is: a new one does not compile until it has its place among the host's. */
type EverySetting = { readonly [Name in Exclude<(typeof settingNames)[number], HostsOwn> as CamelCase<Name>]: string | undefined };

/** Reads the settings of a shop in somebody else's bot. Throws StartRefused, which names all that is wrong. */
export function configOf(settings: Settings, { token, apiRoot }: Access, environment: Environment): Config {
  const { TELEGRAM_WEBHOOK_SECRET: _, ...inherited } = environment;
  const given: EverySetting = settings as Required<Settings>;
  const read = readConfig({
    ...inherited,
    ...Object.fromEntries(Object.entries(given).map(([name, value]) => [toSettingName(name), value])),
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: apiRoot,
    PLAYGROUND: 'off',
  });
  if (!read.ok) throw new StartRefused(read.mistakes.join('\n'));
  return read.config;
}

const toSettingName = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
