import { sealForm } from '../../src/channels/web/survey/form.ts';
import { answer } from '../answer.ts';
import { openCaller } from '../caller.ts';
import { percentile } from '../statistics.ts';
import type { SurveyJob, SurveyResult } from './job.ts';
import { invitationOf, RECEIPTS } from './receipts.ts';

const READ_FOR_MS = 10_000;

/** The shoppers: they look at receipts as it comes, and answer each once. */
answer(async ({ port, kind, key, connections, warmUpSeconds, seconds }: SurveyJob): Promise<SurveyResult> => {
  const callers = await Promise.all(Array.from({ length: connections }, () => openCaller(port)));
  const requests = requestsOf(kind, key);
  const from = performance.now() + warmUpSeconds * 1000;
  const until = from + seconds * 1000;
  const tally = { accepted: 0, refused: 0, bytes: 0 };
  const times: number[] = [];
  await Promise.all(
    callers.map(
      (caller) =>
        new Promise<void>((done) => {
          const next = (): void => {
            const began = performance.now();
            const request = began >= until ? undefined : requests();
            if (request === undefined) {
              done();
              return;
            }
            caller.post(request, (status, body) => {
              const now = performance.now();
              if (status === 200) tally.accepted += 1;
              else tally.refused += 1;
              tally.bytes = body.length;
              if (now >= from && now <= until) times.push(now - began);
              next();
            });
          };
          next();
        }),
    ),
  );
  for (const caller of callers) caller.end();
  return { ...tally, perSecond: times.length / seconds, p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
});

function requestsOf(kind: SurveyJob['kind'], key: string): () => string | undefined {
  let n = 0;
  if (kind === 'show')
    return () => {
      n += 1;
      return `GET /r/${invitationOf((n * 7919) % RECEIPTS).token} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept-language: ru\r\n\r\n`;
    };
  return () => {
    if (n >= RECEIPTS) return undefined;
    const { token } = invitationOf(n);
    n += 1;
    const form = new URLSearchParams({
      form: sealForm(key, token, Date.now() - READ_FOR_MS),
      website: '',
      rating: String(7 + (n % 4)),
    }).toString();
    return `POST /r/${token} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept-language: ru\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${form.length}\r\n\r\n${form}`;
  };
}
