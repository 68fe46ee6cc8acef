import { accessOfTelegraf, type TelegrafBot } from '../channels/telegram/telegraf.ts';
import { type MountedShop, type Options, openMounted } from './shop.ts';

export type { MountedShop, Options, Settings } from './shop.ts';

/**
 * Mounts the programme in a bot made with Telegraf 4: `bot.use(await kopilka(bot, { program: './program.yaml' }))`, after what should win over it
 * (sessions, scenes) and before what answers everything. Throws, in a sentence per mistake, when it cannot open.
 */
export const kopilka = (bot: TelegrafBot, options: Options = {}): Promise<MountedShop> => openMounted(accessOfTelegraf(bot), options);
