import bwip from 'bwip-js';
import qrcode from 'qrcode';
import { createCanvas, inFont } from './canvas.ts';
import { encodePng } from './png.ts';

export type CardFace = {
  /** An EAN-13 with its check digit. */
  readonly number: string;
  readonly name: string;
  readonly shopName: string;
};

/**
 * A member's card as a PNG, read by a till's camera (QR), by a shop's old scanner (EAN-13) and by a cashier (digits). Names are in Latin
 * capitals, as on bank cards: the fonts at hand have no other letters. Throws when the number is not an EAN-13.
 */
export async function drawCard(face: CardFace): Promise<Buffer> {
  const canvas = createCanvas(width, height);
  for (const mark of layOut({ ...face, name: inFont(face.name), shopName: inFont(face.shopName) })) {
    if (mark.kind === 'rectangle') canvas.fill(mark.x, mark.y, mark.width, mark.height, mark.colour);
    else canvas.write(mark.text, mark.x, mark.baseline, mark.size, mark.colour);
  }
  return encodePng(width, height, canvas.pixels);
}

/** The same card as an SVG for the web, with names in their own letters. */
export function cardSvg(face: CardFace): string {
  const marks = layOut(face).map((mark) =>
    mark.kind === 'rectangle'
      ? `<rect x="${mark.x}" y="${mark.y}" width="${mark.width}" height="${mark.height}" fill="${mark.colour}"/>`
      : `<text x="${mark.x}" y="${mark.baseline}" font-size="${mark.size}" fill="${mark.colour}">${forXml(mark.text)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace,Menlo,Consolas,monospace" shape-rendering="crispEdges">${marks.join('')}</svg>`;
}

/** The card in pixels. What is around the codes stays white: 4 modules around a QR code, 11 and 7 beside an EAN-13. */
export const card = {
  width: 1000,
  height: 630,
  margin: 60,
  bandHeight: 150,
  codesTop: 204,
  qrModule: 12,
  barModule: 5,
  barsLeft: 465,
  barsHeight: 252,
} as const;

const { width, height, margin } = card;

const ink = '#101820';
const band = '#0f3d3e';
const paper = '#ffffff';
const faint = '#b9d3cf';
const nameLengthMax = 40;

/** Every font used here has one width for all characters, at most this part of its size. */
const pitch = 0.64;

type Mark =
  | { kind: 'rectangle'; x: number; y: number; width: number; height: number; colour: string }
  | { kind: 'text'; text: string; x: number; baseline: number; size: number; colour: string };

function layOut({ number, name, shopName }: CardFace): Mark[] {
  return [
    rectangle(0, 0, width, height, paper),
    rectangle(0, 0, width, card.bandHeight, band),
    line(shopName, margin, 72, 46, paper),
    line(name, margin, 122, 34, faint),
    ...qrModules(number),
    ...bars(number),
    line(grouped(number), margin, 574, 96, ink),
  ];
}

function rectangle(x: number, y: number, width: number, height: number, colour: string): Mark {
  return { kind: 'rectangle', x, y, width, height, colour };
}

/** One line of text, smaller when it would reach into the margin. */
function line(text: string, x: number, baseline: number, sizeMax: number, colour: string): Mark {
  const shown = Array.from(text.trim()).slice(0, nameLengthMax).join('');
  const fitting = Math.floor((width - x - margin) / (pitch * Math.max(1, shown.length)));
  return { kind: 'text', text: shown, x, baseline, size: Math.min(sizeMax, fitting), colour };
}

/** The strongest correction: 13 digits fit the smallest code even so. */
function qrModules(number: string): Mark[] {
  const { modules } = qrcode.create(number, { errorCorrectionLevel: 'H' });
  const marks: Mark[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      const [x, y] = [margin + column * card.qrModule, card.codesTop + row * card.qrModule];
      if (modules.get(row, column)) marks.push(rectangle(x, y, card.qrModule, card.qrModule, ink));
    }
  }
  return marks;
}

/** Widths in modules come in turns: a bar, a space, a bar… */
function bars(number: string): Mark[] {
  const [symbol] = bwip.raw('ean13', number);
  if (symbol === undefined || !('sbs' in symbol)) throw new Error('bwip-js has drawn no bars');
  let x: number = card.barsLeft;
  return symbol.sbs.flatMap((modules, index) => {
    const bar = rectangle(x, card.codesTop, modules * card.barModule, card.barsHeight, ink);
    x += modules * card.barModule;
    return index % 2 === 0 ? [bar] : [];
  });
}

/** "2 912345 678901", as printed under every EAN-13. */
const grouped = (number: string): string => `${number.slice(0, 1)} ${number.slice(1, 7)} ${number.slice(7)}`;

function forXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write control characters
  return text.replace(/[\u0000-\u001f]/g, ' ').replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
