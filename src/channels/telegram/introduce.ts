import type { Api } from 'grammy';
import { type Language, languages } from '../../texts/message.ts';
import { textOf } from '../../texts/render.ts';
import { allowedUpdates } from './polling.ts';

/** The commands as Telegram's menu shows them, the everyday ones first. */
const commands = ['balance', 'card', 'history', 'why', 'coupons', 'language', 'stop', 'resume', 'mydata', 'forget', 'help'] as const;

/** Tells Telegram how to reach us and what our menu says, in every language; the shop's own language for everybody else. */
export async function introduceBot(
  api: Api,
  settings: { webhook?: { url: string; secret: string }; defaultLanguage: Language },
): Promise<void> {
  if (settings.webhook === undefined) await api.deleteWebhook();
  else await api.setWebhook(settings.webhook.url, { secret_token: settings.webhook.secret, allowed_updates: allowedUpdates });
  await api.setMyCommands(menuIn(settings.defaultLanguage), { scope: { type: 'all_private_chats' } });
  for (const language of languages)
    await api.setMyCommands(menuIn(language), { scope: { type: 'all_private_chats' }, language_code: language });
}

const menuIn = (language: Language) => commands.map((command) => ({ command, description: textOf(`command-${command}`, language) }));

const NAME_WITHIN_MS = 2000;

/** `https://t.me/NAME`, or nothing when Telegram does not say within two seconds: a page can do without it. */
export async function botAddress(api: Api): Promise<string | undefined> {
  try {
    const bot = await api.getMe(AbortSignal.timeout(NAME_WITHIN_MS) as never);
    return `https://t.me/${bot.username}`;
  } catch {
    return undefined;
  }
}
