import type { Entity } from './objects.ts';

/** Text with its formatting, or what Telegram says about markup it cannot read. Offsets of entities count UTF-16 units. */
export type Formatted =
  | { readonly ok: true; readonly text: string; readonly entities: readonly Entity[] }
  | { readonly ok: false; readonly error: string };

const entityOfTag: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
  'tg-spoiler': 'spoiler',
};

const characterOf: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };

type OpenTag = { readonly name: string; readonly offset: number; readonly url: string };

/** Reads Telegram's HTML parse mode (core.telegram.org/bots/api#html-style). */
export function parseHtml(html: string): Formatted {
  let text = '';
  const open: OpenTag[] = [];
  const entities: Entity[] = [];
  const pieces = /<(\/?)([^\s<>/]*)([^<>]*)>|<|&(?:lt|gt|amp|quot|#\d{1,7}|#x[\da-f]{1,6});|[^<&]+|&/giu;

  for (const match of html.matchAll(pieces)) {
    const [piece, slash, tag, rest] = match;
    if (tag === undefined) {
      if (piece === '<') return fail(brokenTag(html, match.index));
      text += piece.startsWith('&') ? decode(piece) : piece;
      continue;
    }
    const name = tag.toLowerCase();
    if (slash) {
      const start = open.pop();
      if (!start) return fail(`Unexpected end tag at byte offset ${byteOffset(html, match.index)}`);
      if (name !== '' && name !== start.name) return fail(unmatched(html, match.index, start.name, name));
      if (text.length > start.offset) entities.push(...toEntity(start, text));
      continue;
    }
    if (!entityOfTag[name]) return fail(`Unsupported start tag "${name}" at byte offset ${byteOffset(html, match.index)}`);
    open.push({ name, offset: text.length, url: /\shref\s*=\s*["']?([^"'\s]+)/iu.exec(rest ?? '')?.[1] ?? '' });
  }

  const unclosed = open.at(-1);
  if (unclosed) return fail(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  return { ok: true, ...trimmed(text, entities) };
}

/** Cuts white space off both ends, as Telegram does, and moves the entities along. */
export function trimmed(text: string, entities: readonly Entity[]): { text: string; entities: readonly Entity[] } {
  const cut = text.length - text.trimStart().length;
  const kept = text.trim();
  const moved = entities.flatMap((entity) => {
    const offset = Math.max(0, entity.offset - cut);
    const length = Math.min(entity.offset - cut + entity.length, kept.length) - offset;
    return length > 0 ? [{ ...entity, offset, length }] : [];
  });
  return { text: kept, entities: moved.toSorted((a, b) => a.offset - b.offset || b.length - a.length) };
}

function toEntity({ name, offset, url }: OpenTag, text: string): Entity[] {
  const span = { type: entityOfTag[name]!, offset, length: text.length - offset };
  if (name !== 'a') return [span];
  const address = decodeAll(url) || text.slice(offset);
  return /^(https?|tg|mailto|tel):/iu.test(address) ? [{ ...span, url: address }] : [];
}

const fail = (error: string): Formatted => ({ ok: false, error: `can't parse entities: ${error}` });

function brokenTag(html: string, at: number): string {
  const name = /^<\/?([^\s<>/]*)/u.exec(html.slice(at))?.[1]?.toLowerCase() ?? '';
  const where = `at byte offset ${byteOffset(html, at)}`;
  if (html[at + 1] === '/') return `Unclosed end tag ${where}`;
  return entityOfTag[name] ? `Unclosed start tag ${where}` : `Unsupported start tag "${name}" ${where}`;
}

const unmatched = (html: string, at: number, expected: string, found: string): string =>
  `Unmatched end tag at byte offset ${byteOffset(html, at)}, expected "</${expected}>", found "</${found}>"`;

const byteOffset = (html: string, at: number): number => Buffer.byteLength(html.slice(0, at));

const decodeAll = (text: string): string => text.replace(/&(?:lt|gt|amp|quot|#\d{1,7}|#x[\da-f]{1,6});/giu, decode);

function decode(piece: string): string {
  const named = characterOf[piece.toLowerCase()];
  if (named || piece === '&') return named ?? '&';
  const code = /^&#x/iu.test(piece) ? Number.parseInt(piece.slice(3), 16) : Number.parseInt(piece.slice(2), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : piece;
}
