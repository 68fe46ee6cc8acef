import type { ReturnPolicy } from '../../src/ledger/returning.ts';

/**
 * The points of a member as somebody would keep them in jars, one coin at a time: no transfers, no draws, no sums. Slow and plain, to compare
 * the ledger with.
 */
export type Jar = { coins: number; readonly made: number; readonly activeAt: number; readonly expiresAt: number; readonly order: number };
type Earned = {
  readonly jar: Jar | undefined;
  readonly points: number;
  readonly repaid: number;
  undone: number;
  undoneRepaid: number;
  lost: number;
};
type Paid = { left: number; readonly from: Jar[]; readonly held?: { until: number; state: 'open' | 'closed' } };

const LASTS_MS = 14 * 86_400_000;

export function createModel() {
  const state = { jars: [] as Jar[], debt: 0, earnings: [] as Earned[], payments: [] as Paid[], orders: 0 };

  const fill = (coins: number, activeAt: number, expiresAt: number): Jar => {
    const jar = { coins, made: coins, activeAt, expiresAt, order: state.orders++ };
    state.jars.push(jar);
    return jar;
  };
  const isAlive = (jar: Jar, now: number) => jar.expiresAt > now;
  const sooner = (a: Jar, b: Jar) => a.expiresAt - b.expiresAt || a.activeAt - b.activeAt || a.order - b.order;
  const open = (now: number) => state.jars.filter((jar) => jar.coins > 0 && jar.activeAt <= now && isAlive(jar, now)).sort(sooner);
  const sum = (some: readonly Jar[]) => some.reduce((coins, jar) => coins + jar.coins, 0);

  /** Coin by coin, back into the jar that lasts longest of those they came from; a jar that is gone is replaced by one new one. */
  function putBack(paid: Paid, points: number, until: number, now: number): void {
    paid.left -= points;
    let homeless = 0;
    for (let coin = 0; coin < points; coin += 1) {
      const alive = paid.from.filter((jar) => isAlive(jar, now)).sort(sooner);
      const jar = alive.at(-1);
      if (jar === undefined) homeless += 1;
      else {
        jar.coins += 1;
        paid.from.splice(paid.from.indexOf(jar), 1);
      }
    }
    if (homeless > 0) fill(homeless, now, until);
  }

  function releaseWhere(isToGo: (held: { until: number }) => boolean, now: number): void {
    for (const paid of state.payments)
      if (paid.held?.state === 'open' && isToGo(paid.held)) {
        paid.held.state = 'closed';
        putBack(paid, paid.left, now + LASTS_MS, now);
      }
  }
  const releaseOverdue = (now: number) => releaseWhere((held) => held.until <= now, now);

  function pay(points: number, now: number, held?: Paid['held']): boolean {
    releaseOverdue(now);
    if (sum(open(now)) < points) return false;
    const paid: Paid = { left: points, from: [], ...(held === undefined ? {} : { held }) };
    for (let coin = 0; coin < points; coin += 1) {
      const jar = open(now)[0] as Jar;
      jar.coins -= 1;
      paid.from.push(jar);
    }
    state.payments.push(paid);
    return true;
  }

  /** A refusal moves nothing, not even what was overdue. */
  function unlessRefused(attempt: () => boolean): boolean {
    const before = structuredClone(state);
    const done = attempt();
    if (!done) Object.assign(state, before);
    return done;
  }

  /** What is left of an earning's jar to be taken: what expired of it went as if it had been taken. */
  const ownLeft = ({ jar, points, repaid, undone, lost }: Earned, now: number) => {
    const dead = jar !== undefined && !isAlive(jar, now) ? jar.coins : 0;
    return Math.max(0, points - repaid - undone - lost - dead);
  };

  return {
    earn(points: number, activeAt: number, expiresAt: number): void {
      const repaid = Math.min(points, state.debt);
      state.debt -= repaid;
      const jar = points > repaid ? fill(points - repaid, activeAt, expiresAt) : undefined;
      state.earnings.push({ jar, points, repaid, undone: 0, undoneRepaid: 0, lost: 0 });
    },
    spend: (points: number, now: number) => unlessRefused(() => pay(points, now)),
    hold: (points: number, until: number, now: number) => unlessRefused(() => pay(points, now, { until, state: 'open' })),
    capture: (place: number, points: number, until: number, now: number) =>
      unlessRefused(() => {
        releaseOverdue(now);
        const paid = state.payments[place];
        if (paid?.held?.state !== 'open' || points > paid.left) return false;
        paid.held.state = 'closed';
        putBack(paid, paid.left - points, until, now);
        return true;
      }),
    release(place: number, until: number, now: number): boolean {
      const paid = state.payments[place];
      if (paid?.held?.state !== 'open') return false;
      paid.held.state = 'closed';
      putBack(paid, paid.left, until, now);
      return true;
    },
    giveBack(place: number, points: number, until: number, now: number): boolean {
      const paid = state.payments[place];
      if (paid === undefined || paid.held?.state === 'open' || points > paid.left) return false;
      putBack(paid, points, until, now);
      return true;
    },
    expire(now: number): void {
      releaseOverdue(now);
      for (const jar of state.jars)
        if (!isAlive(jar, now) && jar.coins > 0) {
          for (const earned of state.earnings) if (earned.jar === jar) earned.lost += jar.coins;
          jar.coins = 0;
        }
    },
    takeBack(place: number, points: number, policy: ReturnPolicy, now: number): { taken: number; owed: number } | undefined {
      const earned = state.earnings[place];
      if (earned === undefined || points > earned.points - earned.undone - earned.undoneRepaid) return undefined;
      releaseOverdue(now);
      let [taken, owed] = [0, 0];
      const own = ownLeft(earned, now);
      for (let coin = Math.min(points, own + earned.repaid - earned.undoneRepaid); coin > 0; coin -= 1) {
        const usable = (jar: Jar) => jar.coins > 0 && isAlive(jar, now) && (policy !== 'only-pending' || jar.activeAt > now);
        const others = policy === 'within-balance' ? state.jars.filter(usable).sort(sooner) : [];
        const jar = earned.jar !== undefined && usable(earned.jar) ? earned.jar : others[0];
        if (jar !== undefined) {
          jar.coins -= 1;
          taken += 1;
        } else if (policy === 'debt') owed += 1;
      }
      state.debt += owed;
      earned.undone += Math.min(own, taken + owed);
      earned.undoneRepaid += Math.max(0, taken + owed - own);
      return { taken, owed };
    },
    /** Everything out, soonest expiry first. */
    empty(now: number): { readonly debt: number; readonly jars: readonly Jar[] } {
      releaseWhere(() => true, now);
      const moving = state.jars
        .filter((jar) => jar.coins > 0 && isAlive(jar, now))
        .sort(sooner)
        .map((jar) => ({ ...jar }));
      for (const jar of state.jars) if (isAlive(jar, now)) jar.coins = 0;
      const owed = state.debt;
      state.debt = 0;
      return { debt: owed, jars: moving };
    },
    take(moved: { readonly debt: number; readonly jars: readonly Jar[] }): void {
      state.debt += moved.debt;
      for (const jar of moved.jars) {
        const repaid = Math.min(jar.coins, state.debt);
        state.debt -= repaid;
        if (jar.coins > repaid) fill(jar.coins - repaid, jar.activeAt, jar.expiresAt);
      }
    },
    told: () => ({
      debt: state.debt,
      held: state.payments.reduce((coins, paid) => (paid.held?.state === 'open' ? coins + paid.left : coins), 0),
      lots: state.jars.map((jar) => [jar.made, jar.coins, jar.activeAt, jar.expiresAt]),
    }),
  };
}
