const markup = Symbol('markup');

/** Markup that is safe to send. Only this file makes it, so a text from elsewhere cannot pass for it. */
export type Html = { readonly [markup]: string };

type Piece = Html | string | number | undefined | readonly Piece[];

/** HTML in which whatever is put is escaped, unless it is markup itself. Attributes stand in double quotes; `undefined` is nothing. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return markupOf(String.raw({ raw: strings }, ...pieces.map(write)));
}

/** Markup that somebody else's code has made, such as a drawing: nothing in it may come from a person unescaped. */
export const markupOf = (text: string): Html => ({ [markup]: text });

export const textOf = (page: Html): string => page[markup];

function write(piece: Piece): string {
  if (piece === undefined) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escaped(String(piece));
  return isList(piece) ? piece.map(write).join('') : piece[markup];
}

const isList = (piece: Html | readonly Piece[]): piece is readonly Piece[] => Array.isArray(piece);

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
