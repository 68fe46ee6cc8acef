import type { Program } from './program.ts';

/** Russia's antimonopoly service has held advertising in Telegram unlawful since March 2026: off there unless the owner says otherwise. */
const offByDefault: readonly string[] = ['RU'];

/** May offers go out by Telegram to members of this country (two letters)? A country's own line decides, then the law, then `other`. */
export function marketingByTelegram(program: Program, country: string): boolean {
  const chosen = program.messages.marketingByTelegram;
  return chosen[country] ?? (offByDefault.includes(country) ? false : (chosen['other'] ?? true));
}
