import { inflateSync } from 'node:zlib';
import bwip from 'bwip-js';
import fc from 'fast-check';
import qrcode from 'qrcode';
import { describe, expect, test } from 'vitest';
import { card, cardSvg, drawCard } from '../../src/channels/card-picture.ts';

const face = { number: '2901234567896', name: 'Анна Щербакова', shopName: 'Чайная лавка «Улун»' };

describe('the picture of a card', () => {
  test('is a PNG of its stated size', async () => {
    const { width, height, pixels } = decodePng(await drawCard(face));
    expect([width, height]).toEqual([card.width, card.height]);
    expect(pixels.length).toBe(height * (1 + 3 * width));
  });

  test('shows the QR code of the number, module by module', async () => {
    const isDark = darknessOf(await drawCard(face));
    const { modules } = qrcode.create(face.number, { errorCorrectionLevel: 'H' });
    for (let row = 0; row < modules.size; row++) {
      for (let column = 0; column < modules.size; column++) {
        const x = card.margin + (column + 0.5) * card.qrModule;
        const y = card.codesTop + (row + 0.5) * card.qrModule;
        expect(isDark(x, y), `module ${row}, ${column}`).toBe(Boolean(modules.get(row, column)));
      }
    }
  });

  test('shows the EAN-13 of the number, which reads back as the same digits', async () => {
    const isDark = darknessOf(await drawCard(face));
    const y = card.codesTop + card.barsHeight / 2;
    const bits = Array.from({ length: 95 }, (_, module) => (isDark(card.barsLeft + (module + 0.5) * card.barModule, y) ? '1' : '0'));
    expect(readEan13(bits.join(''))).toBe(face.number);
  });

  test('leaves the quiet zones white', async () => {
    const isDark = darknessOf(await drawCard(face));
    const [qrEnd, barsEnd] = [card.margin + 21 * card.qrModule, card.barsLeft + 95 * card.barModule];
    const bottom = card.codesTop + card.barsHeight;
    for (let y = card.codesTop - 4 * card.qrModule; y < bottom + 4 * card.qrModule; y += 1) {
      for (let x = 0; x < card.width; x += 1) {
        const inQr = x >= card.margin && x < qrEnd && y >= card.codesTop && y < bottom;
        const inBars = x >= card.barsLeft && x < barsEnd && y >= card.codesTop && y < bottom;
        if (!inQr && !inBars && isDark(x, y)) expect.fail(`dark at ${x}, ${y}`);
      }
    }
    expect(card.barsLeft - qrEnd).toBeGreaterThanOrEqual(4 * card.qrModule + 11 * card.barModule);
    expect(card.width - barsEnd).toBeGreaterThanOrEqual(7 * card.barModule);
  });

  test('is drawn whatever the names are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (name) => {
        expect((await drawCard({ ...face, name, shopName: name })).length).toBeGreaterThan(1000);
      }),
      { numRuns: 10 },
    );
  });

  test('is refused for a number that is no EAN-13', async () => {
    await expect(drawCard({ ...face, number: '2901234567890' })).rejects.toThrow();
  });
});

describe('the card as SVG', () => {
  test('keeps the letters of names, escaped', () => {
    const svg = cardSvg({ ...face, name: '<b>"Анна"&' });
    expect(svg).toContain('Чайная лавка');
    expect(svg).toContain('&#60;b&#62;&#34;Анна&#34;&#38;');
    expect(svg).not.toContain('<b>');
  });

  test('has as many dark bars as bwip-js draws', () => {
    const [symbol] = bwip.raw('ean13', face.number);
    const bars = symbol !== undefined && 'sbs' in symbol ? Math.ceil(symbol.sbs.length / 2) : 0;
    expect(cardSvg(face).split(`height="${card.barsHeight}"`).length - 1).toBe(bars);
  });
});

function decodePng(png: Buffer): { width: number; height: number; pixels: Buffer } {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), pixels: inflateSync(Buffer.concat(data)) };
}

function darknessOf(png: Buffer): (x: number, y: number) => boolean {
  const { width, pixels } = decodePng(png);
  return (x, y) => (pixels[Math.floor(y) * (1 + 3 * width) + 1 + 3 * Math.floor(x)] ?? 255) < 128;
}

/** The standard's own table (GS1 General Specifications, 5.2.1): set A; C is its complement, B is C reversed. */
function readEan13(bits: string): string {
  const setA = ['0001101', '0011001', '0010011', '0111101', '0100011', '0110001', '0101111', '0111011', '0110111', '0001011'];
  const setC = setA.map((digit) => digit.replace(/./g, (bit) => (bit === '0' ? '1' : '0')));
  const setB = setC.map((digit) => [...digit].reverse().join(''));
  const firstDigits = ['AAAAAA', 'AABABB', 'AABBAB', 'AABBBA', 'ABAABB', 'ABBAAB', 'ABBBAA', 'ABABAB', 'ABABBA', 'ABBABA'];
  expect([bits.slice(0, 3), bits.slice(45, 50), bits.slice(92)]).toEqual(['101', '01010', '101']);

  const left = Array.from({ length: 6 }, (_, index) => bits.slice(3 + 7 * index, 10 + 7 * index));
  const right = Array.from({ length: 6 }, (_, index) => bits.slice(50 + 7 * index, 57 + 7 * index));
  const sets = left.map((digit) => (setA.includes(digit) ? 'A' : 'B')).join('');
  const digits = [...left.map((digit) => Math.max(setA.indexOf(digit), setB.indexOf(digit))), ...right.map((digit) => setC.indexOf(digit))];
  return [firstDigits.indexOf(sets), ...digits].join('');
}
