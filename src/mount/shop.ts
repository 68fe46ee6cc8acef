import type { Middleware } from '../channels/telegram/guest.ts';
import { middlewareOf } from '../channels/telegram/middleware.ts';
import type { Keyword } from '../conversation/keywords.ts';
import { StartRefused } from '../database/refused.ts';
import { createLog } from '../log.ts';
import { configOf } from './config.ts';
import type { Access, Settings } from './settings.ts';

export type { Settings } from './settings.ts';

/** STOP, and the code on a receipt, are always ours. */
type Shareable = Exclude<Keyword, 'stop' | 'receipt'>;

export type Options = Settings & {
  /**
   * Which commands, and words of members, are ours: all but `start` and `help`, which are ours only while a question of ours is open.
   * `{ start: true }` makes a bare /start join; `{ language: false }` leaves /language to the host.
   */
  readonly commands?: Partial<Readonly<Record<Shareable, boolean>>>;
  /** Whether the till, the pages and the webhooks of SMS are served too, on HOST and PORT. */
  readonly doors?: boolean;
  /** More than one process hears this bot, by a webhook: then each text costs a look into the database. */
  readonly manyProcesses?: boolean;
};

/** The programme in somebody's bot: `bot.use(shop)`. */
export type MountedShop = {
  middleware(): Middleware;
  /** Where the doors stand, if they are open. */
  readonly addresses: readonly { readonly name: string; readonly url: string }[];
  /** Stops the courier and the clock and closes the database: after the bot has stopped. */
  close(): Promise<void>;
};

const NODE_AT_LEAST = 24;

/** Opens the shop for a bot that is the host's: database, courier and clock run in this process. */
export async function openMounted(
  access: Access,
  { commands = {}, doors = false, manyProcesses = false, ...settings }: Options,
): Promise<MountedShop> {
  refuseOldNode(process.versions.node);
  const config = configOf(settings, access, process.env);
  const log = createLog(config.logLevel);
  const ours: Readonly<Record<string, boolean>> = { start: false, help: false, ...commands, stop: true, receipt: true };
  const { openForBusiness } = await import('../app.ts'); // late, because an old Node cannot read it
  const { shop, addresses, close } = await openForBusiness({
    config,
    log,
    onProgress: (line) => log.info(line),
    mounted: { takes: (keyword) => ours[keyword] ?? true, alone: !manyProcesses, doors },
  });
  if (shop.mounted === undefined) throw new Error('a mounted shop has no bot');
  const middleware = middlewareOf(shop.mounted);
  return { middleware: () => middleware, addresses, close };
}

function refuseOldNode(version: string): void {
  if (Number(version.split('.')[0]) < NODE_AT_LEAST)
    throw new StartRefused(`Kopilka needs Node ${NODE_AT_LEAST} or newer and this is ${version}.`);
}
