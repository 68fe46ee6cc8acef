import { hash, timingSafeEqual } from 'node:crypto';

/** In constant time, whatever the lengths: how much of a secret or signature was right must not be measurable. */
export function equal(given: string | Buffer, expected: string | Buffer): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

const digest = (value: string | Buffer): Buffer => hash('sha256', value, 'buffer');
