import { insertRows, timeOf } from '../database/sql.ts';
import type { Keeper } from '../database/turns.ts';
import type { Intervention } from './intervention.ts';

/** The part of what is done by hand in a turn: a row that says who and why. */
export const interventionsKeeper: Keeper<undefined, readonly Intervention[]> = {
  load: () => `select 'null'::json`,
  open: () => {
    const rows: object[] = [];
    return {
      know: () => undefined,
      apply(interventions, { requestId, now }) {
        for (const { memberId, ...same } of interventions) rows.push({ ...same, member_id: memberId, request: requestId, at: timeOf(now) });
      },
      flush: () => (rows.length === 0 ? [] : [insertRows('intervention', rows, columns)]),
    };
  },
};

const columns = {
  id: 'uuid',
  member_id: 'uuid',
  kind: 'text',
  who: 'text',
  why: 'text',
  facts: 'jsonb',
  request: 'text',
  at: 'timestamptz',
};
