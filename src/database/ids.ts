import { randomBytes as drawBytes } from 'node:crypto';

const DRAWN_BYTES = 4096;

let drawn = Buffer.alloc(0);

/** Random bytes, each given once, out of a larger draw: to ask the system for every few costs more than whatever is made of them. */
export function randomBytes(count: number): Buffer {
  if (drawn.length < count) drawn = drawBytes(Math.max(count, DRAWN_BYTES));
  const given = drawn.subarray(0, count);
  drawn = drawn.subarray(count);
  return given;
}

/** A UUID of version 7 (RFC 9562, 5.7): it begins with the time, so that new rows lie together in their indexes. */
export function newId(now: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
