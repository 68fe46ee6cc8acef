import bwip from 'bwip-js';
import { dropDiacritics, transliterate } from './transliterate.ts';

export type Canvas = {
  /** Red, green, blue, row by row. */
  readonly pixels: Buffer;
  fill(x: number, y: number, width: number, height: number, colour: string): void;
  /** In OCR-B, which knows ASCII only: see `inFont`. */
  write(text: string, x: number, baseline: number, size: number, colour: string): void;
};

/** A picture in memory. Colours are written "#rrggbb"; letters that reach outside are clipped, rectangles must lie inside. */
export function createCanvas(width: number, height: number): Canvas {
  const pixels = Buffer.alloc(width * height * 3);

  /** `cover` from 0 (what was there stays) to 255. */
  const blend = (x: number, y: number, colour: readonly number[], cover: number): void => {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    const at = (y * width + x) * 3;
    for (const [channel, value] of colour.entries()) {
      const under = pixels[at + channel] ?? 0;
      pixels[at + channel] = Math.round(under + ((value - under) * cover) / 255);
    }
  };

  return {
    pixels,
    fill(left, top, wide, high, colour) {
      const stripe = Buffer.alloc(wide * 3, Buffer.from(colour.slice(1), 'hex'));
      for (let y = top; y < top + high; y++) stripe.copy(pixels, (y * width + left) * 3);
    },
    write(text, x, baseline, size, colour) {
      const rgb = [...Buffer.from(colour.slice(1), 'hex')];
      let pen = x;
      for (const character of text) {
        const glyph = fonts.getglyph(fonts.lookup('OCR-B'), character.charCodeAt(0), size, size);
        glyph.bytes?.forEach((cover, index) => {
          const column = index % glyph.width;
          blend(pen + glyph.left + column, baseline - glyph.top + (index - column) / glyph.width, rgb, cover);
        });
        pen += glyph.advance;
      }
    },
  };
}

/** The fonts inside bwip-js, which it offers to those who draw themselves but leaves out of its types. */
type Glyph = { top: number; left: number; width: number; height: number; advance: number; bytes: Uint8Array | null };
type Fonts = { lookup(name: string): number; getglyph(font: number, character: number, width: number, height: number): Glyph };
const fonts = (bwip as unknown as { FontLib: Fonts }).FontLib;

/** As the font can write it: Latin capitals, other letters transliterated, signs it lacks left out. */
export function inFont(text: string): string {
  return dropDiacritics(transliterate(text))
    .toUpperCase()
    .replace(/[«»„“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/[–—]/g, '-')
    .replace(/[^ -~]/gu, '');
}
