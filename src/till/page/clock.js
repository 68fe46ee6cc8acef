// The clock of an old telephone may be wrong by hours, and a purchase from another day is refused: the shop's own clock is what counts.

const toleranceMs = 30_000;
let ahead = 0;

/** Learns from the `Date` of an answer how far this clock is off. */
export function observeServerTime(date) {
  const served = Date.parse(date ?? '');
  if (Number.isNaN(served)) return;
  const difference = served - Date.now();
  ahead = Math.abs(difference) > toleranceMs ? difference : 0;
}

export const now = () => Date.now() + ahead;
export const stamp = () => new Date(now()).toISOString();

/** Today in the shop, as YYYY-MM-DD. */
export const dayIn = (timeZone, ms = now()) => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(ms);
