import { randomInt } from 'node:crypto';
import { sessionKeeper } from './conversation/session.ts';
import { newCouponCode } from './coupons/coupon.ts';
import { couponsKeeper } from './coupons/keeper.ts';
import { newId, randomBytes } from './database/ids.ts';
import { type Handover, outboxKeeper } from './delivery/outbox.ts';
import { greetingsKeeper } from './greetings/keeper.ts';
import { interventionsKeeper } from './interventions/keeper.ts';
import { ledgerKeeper } from './ledger/keeper.ts';
import { membersKeeper } from './members/keeper.ts';
import { privacyKeeper } from './privacy/keeper.ts';
import { newDataLink } from './privacy/links.ts';
import { newInvitation } from './purchases/invitation.ts';
import { purchasesKeeper } from './purchases/keeper.ts';
import type { Program } from './rules/program.ts';
import { denominatorOf } from './rules/terms.ts';
import { surveysKeeper } from './surveys/keeper.ts';

type Deps = {
  readonly key: string;
  readonly clock: () => number;
  readonly program: Program;
  readonly processId: string;
  readonly hand: Handover;
};

/** Every room's part in a turn, in the order in which their statements run. Privacy stands before the outbox: the farewell is still sent. */
export const keepersOf = ({ key, clock, program, processId, hand }: Deps) => ({
  sessions: sessionKeeper,
  members: membersKeeper({ key, clock, chance: { newId: () => newId(clock()), randomDigit: () => randomInt(10) } }),
  ledger: ledgerKeeper({ denominator: denominatorOf(program) }),
  purchases: purchasesKeeper({ program, clock, newInvitation: () => newInvitation(randomBytes) }),
  coupons: couponsKeeper({ newCode: () => newCouponCode(randomBytes) }),
  surveys: surveysKeeper({ program, clock }),
  privacy: privacyKeeper({ newDataLink: () => newDataLink(randomBytes) }),
  interventions: interventionsKeeper,
  greetings: greetingsKeeper,
  outbox: outboxKeeper({ processId, clock, hand }),
});
