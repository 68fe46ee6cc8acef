import { kopilka } from 'kopilka/grammy';
import { createHost, serve } from './host.ts';

const bot = createHost(process.env['BOT_TOKEN'] ?? '', process.env['BOT_API_ROOT']);
const shop = await kopilka(bot); // settings from the environment: PROGRAM, DATABASE_URL…
serve(bot, shop);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(
    signal,
    () => void bot.stop().catch(() => console.error('Telegram is out of reach: what it was not told it will say again.')),
  );
try {
  await bot.start({
    allowed_updates: ['message', 'callback_query', 'my_chat_member'],
    onStart: () => console.log('The tea room is open.'),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await shop.close();
