import type { Member } from '../members/member.ts';
import type { Language } from '../texts/message.ts';
import type { Incoming } from './incoming.ts';
import type { Shop } from './scene.ts';
import type { Session } from './session.ts';

/** The member's setting; else what was chosen before joining; else the keyword's; else the messenger's or the phone's country; else the shop's. */
export function languageOf(
  shop: Shop,
  incoming: Incoming,
  member: Member | undefined,
  session: Session,
  keyword: Language | undefined,
): Language {
  if (member !== undefined) return member.language;
  const { languages, defaultLanguage } = shop.program.shop;
  const spoken = (language: Language | undefined): Language | undefined =>
    language !== undefined && languages.includes(language) ? language : undefined;
  return session.language ?? spoken(keyword) ?? spoken(incoming.languageHint) ?? defaultLanguage;
}
