import type pg from 'pg';
import { lesser } from '../ledger/lots.ts';

/** Money for SMS that must not be exceeded, whoever sends: a row per budget, from which the price is set aside before a message goes out. */
export type Budgets = {
  /** Sets the price aside. False: the budget does not hold so much any more. */
  take(budget: Budget, price: bigint): Promise<boolean>;
  /** What was set aside and not spent. */
  giveBack(budget: Budget, price: bigint): Promise<void>;
  /** Gives back what was set aside for later. */
  close(): Promise<void>;
};

/** `ahead`: how many prices are set aside at once; less exact, and cheaper, where answers must not wait. */
export type Budget = { readonly name: string; readonly limit: bigint; readonly ahead?: number };

/** No more than a hundredth of a budget is set aside ahead: a process that dies takes it along. */
const AHEAD_OF_LIMIT = 100n;

export function createBudgets({ pool }: { pool: pg.Pool }): Budgets {
  const kept = new Map<string, bigint>();

  const setAside = async ({ name, limit }: Budget, price: bigint): Promise<boolean> => {
    if (price > limit) return false;
    const { rowCount } = await pool.query(
      `insert into spending as s (name, spent) values ($1, $2) on conflict (name) do update set spent = s.spent + $2 where s.spent + $2 <= $3`,
      [name, price, limit],
    );
    return rowCount === 1;
  };
  const putBack = (name: string, price: bigint): Promise<unknown> =>
    pool.query('update spending set spent = greatest(0, spent - $2) where name = $1', [name, price]);

  /** One at a time per budget: the next one finds what the last has set aside. */
  const inTurn = new Map<string, Promise<unknown>>();

  const fromStore = (name: string, price: bigint): boolean => {
    const own = kept.get(name) ?? 0n;
    if (own < price) return false;
    kept.set(name, own - price);
    return true;
  };

  async function take(budget: Budget, price: bigint): Promise<boolean> {
    if (fromStore(budget.name, price)) return true;
    const store = lesser(price * BigInt(budget.ahead ?? 0), budget.limit / AHEAD_OF_LIMIT);
    if (store === 0n || !(await setAside(budget, price + store))) return setAside(budget, price);
    kept.set(budget.name, (kept.get(budget.name) ?? 0n) + store);
    return true;
  }

  return {
    take(budget, price) {
      const before = inTurn.get(budget.name);
      if (before === undefined && fromStore(budget.name, price)) return Promise.resolve(true);
      const taken = (before ?? Promise.resolve()).then(() => take(budget, price));
      const done: Promise<void> = taken
        .catch(() => false)
        .then(() => {
          if (inTurn.get(budget.name) === done) inTurn.delete(budget.name);
        });
      inTurn.set(budget.name, done);
      return taken;
    },
    async giveBack({ name, ahead }, price) {
      if (ahead === undefined) await putBack(name, price);
      else kept.set(name, (kept.get(name) ?? 0n) + price);
    },
    async close() {
      for (const [name, price] of kept) if (price > 0n) await putBack(name, price);
      kept.clear();
    },
  };
}

/** What a budget still holds, as far as it is written down. */
export async function leftOf(pool: pg.Pool, { name, limit }: Budget): Promise<bigint> {
  const { rows } = await pool.query<{ spent: string }>('select spent from spending where name = $1', [name]);
  return limit - BigInt(rows[0]?.spent ?? 0);
}
