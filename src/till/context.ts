import type pg from 'pg';
import type { couponsKeeper } from '../coupons/keeper.ts';
import type { Turns } from '../database/turns.ts';
import type { outboxKeeper } from '../delivery/outbox.ts';
import type { ledgerKeeper } from '../ledger/keeper.ts';
import type { Wording } from '../members/consents.ts';
import type { membersKeeper } from '../members/keeper.ts';
import type { purchasesKeeper } from '../purchases/keeper.ts';
import type { Invitation } from '../purchases/purchase.ts';
import type { Terms } from '../purchases/recording.ts';
import type { Language } from '../texts/message.ts';
import type { TillKey } from './keys.ts';

/** The rooms that a till's turns go through. */
type TillKeepers = {
  readonly members: ReturnType<typeof membersKeeper>;
  readonly ledger: ReturnType<typeof ledgerKeeper>;
  readonly purchases: ReturnType<typeof purchasesKeeper>;
  readonly coupons: ReturnType<typeof couponsKeeper>;
  readonly outbox: ReturnType<typeof outboxKeeper>;
};

export type Known = Parameters<Parameters<Turns<TillKeepers>['look']>[0]['see']>[0];
export type Writes = NonNullable<ReturnType<Parameters<Turns<TillKeepers>['take']>[0]['decide']>['writes']>;

/** What the shop's goods are, where it lists them: for the page of the till. `picture` is an address. */
type Good = {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly price: number;
  readonly picture?: string;
};

export type TillDeps = Terms & {
  readonly turns: Turns<TillKeepers>;
  readonly pool: pg.Pool;
  readonly keys: readonly TillKey[];
  readonly requestsPerMinute: number;
  /** Where this shop's pages stand: "" or "/playground". */
  readonly prefix: string;
  readonly publicUrl: string;
  /** The key of keyed hashes. */
  readonly key: string;
  readonly clock: () => number;
  /** Where the receipt's QR leads, and where somebody who is no member yet can join and claim it. */
  readonly receiptUrl: (invitation: Invitation) => string;
  readonly joinUrl: (invitation: Invitation) => string;
  /** Where a member can prove in a chat that a phone told at the till is theirs. */
  readonly provingUrl: () => string | undefined;
  readonly termsUrl: string;
  /** The sentence a cashier reads aloud, kept with the consent. */
  readonly consentWording: (language: Language, request: string) => Wording;
  readonly smsAvailable: boolean;
  readonly goods?: (language: Language) => readonly Good[];
};

/** A call that was let in: by which till, in which language its cashier reads. */
export type TillCall = {
  readonly till: string;
  readonly language: Language;
  readonly now: number;
  /** Of the header, where there is one. */
  readonly idempotencyKey?: string;
  readonly body: unknown;
  readonly query: unknown;
  readonly params: Readonly<Record<string, string>>;
};
