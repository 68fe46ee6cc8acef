import type { Server } from './server.ts';

/** What every benchmark is given. */
export type Bench = {
  readonly server: Server;
  readonly rounds: number;
  /** How long one side is measured in one round, after warming up. */
  readonly seconds: number;
  /** How many messages the footprint is measured after. */
  readonly messages: number;
  /** How many transfers the large ledger holds. */
  readonly transfers: number;
  /** How many a broadcast goes to. */
  readonly recipients: number;
  /** Where our side writes its CPU profile, when one is asked for. */
  readonly profile: string | undefined;
  say(line: string): void;
};

export type Benchmark = (bench: Bench) => Promise<Finding[]>;

/** One figure: a ratio of ours to something named, once per round. */
export type Finding = {
  readonly bench: string;
  readonly what: string;
  readonly against: string;
  /** Absent: printed, not judged. */
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number };
  /** One per round; a round whose result was wrong is 0 where more is better, and infinite where less is. */
  readonly ratios: readonly number[];
  /** The absolute figures behind it, in words. They hold for this machine and this minute only. */
  readonly behind: string;
  /** What the round measured, as it was, for the JSON. */
  readonly raw?: unknown;
};
