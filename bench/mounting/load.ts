import { answer } from '../answer.ts';
import { openCaller } from '../caller.ts';
import { type MountingJob, type MountingResult, type Side, sides } from './job.ts';
import { foreignUpdate } from './updates.ts';

const SLICE_MS = 100;

/** Posts updates to both hosts in turns, so that a busy moment of the machine is one for both. */
answer(async ({ port, connections, warmUpSeconds, seconds }: MountingJob): Promise<MountingResult> => {
  const callers = await Promise.all(Array.from({ length: connections }, () => openCaller(port)));
  const given = { mounted: 0, bare: 0 };
  let id = 0;
  const slice = async (side: Side): Promise<{ updates: number; ms: number }> => {
    const before = given[side];
    const began = performance.now();
    await Promise.all(
      callers.map(
        (caller) =>
          new Promise<void>((done) => {
            const next = (): void => {
              if (performance.now() - began >= SLICE_MS) done();
              else
                caller.post(postOf(side, ++id), (status) => {
                  if (status === 200) given[side] += 1;
                  next();
                });
            };
            next();
          }),
      ),
    );
    return { updates: given[side] - before, ms: performance.now() - began };
  };
  const measure = async (forMs: number) => {
    const tally = { mounted: { updates: 0, ms: 0 }, bare: { updates: 0, ms: 0 } };
    const until = performance.now() + forMs;
    for (let turn = 0; performance.now() < until; turn += 1)
      for (const side of turn % 2 === 0 ? sides : sides.toReversed()) {
        const { updates, ms } = await slice(side);
        tally[side] = { updates: tally[side].updates + updates, ms: tally[side].ms + ms };
      }
    return tally;
  };
  await measure(warmUpSeconds * 2000);
  const tally = await measure(seconds * 2000);
  for (const caller of callers) caller.end();
  const resultOf = (side: Side) => ({ perSecond: (tally[side].updates * 1000) / tally[side].ms, given: given[side] });
  return { mounted: resultOf('mounted'), bare: resultOf('bare') };
});

function postOf(side: Side, id: number): string {
  const body = JSON.stringify(foreignUpdate(id));
  return `POST /${side} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
