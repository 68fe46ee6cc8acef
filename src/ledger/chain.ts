import { hash } from 'node:crypto';
import type { Transfer } from './book.ts';

/** What a transfer is written down with. `request` is the turn's id, or its hash where the id could hold personal data. */
export type Recorded = Transfer & { readonly memberId: string; readonly request: string; readonly recordedAt: number };

/**
 * The hash of a transfer, over the one before it, the transfer itself, its lot and its draws: whoever changes, inserts or removes one
 * changes every hash after it, and the head that the member keeps. SHA-256, hex. The first one follows the empty text.
 */
export function chainHash(previous: string, one: Recorded): string {
  const lot = one.lot === undefined ? null : [one.lot.activeAt, one.lot.expiresAt ?? null];
  // In the order of their lots, because the table of draws keeps no other.
  const draws = (one.draws ?? []).toSorted((a, b) => a.lot - b.lot).map((draw) => [draw.lot, String(draw.points)]);
  const written = [
    previous,
    one.memberId,
    one.number,
    one.request,
    one.kind,
    one.source,
    one.target,
    String(one.points),
    one.reverses ?? null,
    one.about ?? null,
    one.happenedAt,
    one.recordedAt,
    lot,
    draws,
  ];
  return hash('sha256', JSON.stringify(written), 'hex');
}

const safeRequestId = /^(telegram|twilio|greeting|expire|playground|merge|hand|test):[\w:.-]{1,120}$/;

/** A request id as it enters a transfer: as it is where its form cannot hold personal data, else hashed. */
export const requestInLedger = (requestId: string): string =>
  safeRequestId.test(requestId) ? requestId : `sha256:${hash('sha256', requestId, 'hex')}`;
