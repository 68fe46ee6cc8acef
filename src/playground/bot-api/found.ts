import type { Entity } from './objects.ts';

const patterns: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['bot_command', /(?<![\w/])\/[a-z0-9_]{1,32}(?:@\w{3,32})?(?![\w/])/giu],
  ['url', /https?:\/\/[^\s<>"]+[^\s<>".,!?:;)]/giu],
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu],
];

/** Commands, links and addresses are found by Telegram itself in every text, except inside what is formatted already. */
export function withFound(text: string, given: readonly Entity[]): readonly Entity[] {
  const found: Entity[] = [];
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      const taken = [...found, ...given.filter(({ type: kind }) => ['code', 'pre', 'text_link'].includes(kind))];
      if (!taken.some((other) => overlap(other, entity))) found.push(entity);
    }
  }
  return [...given, ...found].toSorted((a, b) => a.offset - b.offset || b.length - a.length);
}

const overlap = (a: Entity, b: Entity): boolean => a.offset < b.offset + b.length && b.offset < a.offset + a.length;
