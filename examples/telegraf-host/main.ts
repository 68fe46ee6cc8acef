import { kopilka } from 'kopilka/telegraf';
import { createHost, serve } from './host.ts';

const bot = createHost(process.env['BOT_TOKEN'] ?? '', process.env['BOT_API_ROOT']);
const shop = await kopilka(bot); // settings from the environment: PROGRAM, DATABASE_URL…
serve(bot, shop);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => bot.stop(signal));
try {
  await bot.launch({ allowedUpdates: ['message', 'callback_query', 'my_chat_member'] }, () => console.log('The tea room is open.'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await shop.close();
