import { accessOfGrammy, type GrammyBot } from '../channels/telegram/grammy.ts';
import { type MountedShop, type Options, openMounted } from './shop.ts';

export type { MountedShop, Options, Settings } from './shop.ts';

/**
 * Mounts the programme in a bot made with grammY: `bot.use(await kopilka(bot, { program: './program.yaml' }))`, after what should win over it
 * (sessions, conversations) and before what answers everything. Throws, in a sentence per mistake, when it cannot open.
 */
export const kopilka = (bot: GrammyBot, options: Options = {}): Promise<MountedShop> => openMounted(accessOfGrammy(bot), options);
