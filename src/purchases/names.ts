import type { Language } from '../texts/message.ts';

type Named = { readonly name: string; readonly texts?: { readonly [L in Language]?: string | undefined } | undefined };

/** What the program calls a tier or a rule in a language, where it says; else its name there. */
export const nameOf = (all: readonly Named[], name: string, language: Language): string =>
  all.find((one) => one.name === name)?.texts?.[language] ?? name;
