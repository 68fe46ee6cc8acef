/** Purchases over so many connections: as fast as they are answered, or so many a second. */
export type TillJob = {
  readonly port: number;
  readonly connections: number;
  readonly steadyPerSecond?: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
};

export type TillResult = {
  readonly perSecond: number;
  /** From when it was due, or sent, to the whole answer. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** All that were answered with 201, warming up included. */
  readonly accepted: number;
  readonly refused: number;
};
