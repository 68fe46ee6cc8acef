import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const bytesPerPixel = 3;
const bitsPerSample = 8;
const trueColour = 2;
const unfiltered = 0;

/** A PNG (W3C Recommendation, third edition) of red, green and blue bytes, row by row. */
export async function encodePng(width: number, height: number, pixels: Buffer): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bitsPerSample, trueColour], 8);

  const data = await promisify(deflate)(scanlines(width, height, pixels));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** Each row opens with the byte that names its filter. */
function scanlines(width: number, height: number, pixels: Buffer): Buffer {
  const row = width * bytesPerPixel;
  const lines = Buffer.alloc((row + 1) * height, unfiltered);
  for (let y = 0; y < height; y++) pixels.copy(lines, y * (row + 1) + 1, y * row, (y + 1) * row);
  return lines;
}

function chunk(type: 'IHDR' | 'IDAT' | 'IEND', data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
