/**
 * A trouble for calls to come: `name` limits it to one method, `times` repeats it (default once).
 * With `afterwards` the call does take effect and only its answer is lost: the case that makes "was it sent?" unknowable.
 */
type Fault = (
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number }
  | { readonly kind: 'server-error' | 'hang' | 'drop'; readonly afterwards?: boolean }
) & { readonly name?: string; readonly times?: number };

/** How one double words its troubles, and the caller's end of patience. */
type FaultAnswers<Answer> = {
  readonly tooMany: (seconds: number) => Answer;
  readonly broken: () => Answer;
  readonly signal?: AbortSignal;
};

export type Faults = {
  add(fault: Fault): void;
  clear(): void;
  /** Runs a call, or whatever trouble is next for it. */
  meet<Answer>(name: string, run: () => Promise<Answer>, answers: FaultAnswers<Answer>): Promise<Answer>;
  /** Ends what hangs. */
  close(): void;
};

/** The connection is to be cut without an answer. */
export class ConnectionDropped extends Error {
  override readonly name = 'ConnectionDropped';
}

export function createFaults(): Faults {
  let waiting: { readonly fault: Fault; left: number }[] = [];
  const closing = new AbortController();

  function next(name: string): Fault | undefined {
    const entry = waiting.find(({ fault }) => fault.name === undefined || fault.name.toLowerCase() === name.toLowerCase());
    if (!entry) return;
    entry.left -= 1;
    if (entry.left <= 0) waiting = waiting.filter((other) => other !== entry);
    return entry.fault;
  }

  return {
    add: (fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
    clear() {
      waiting = [];
    },
    close: () => closing.abort(),
    async meet(name, run, answers) {
      const fault = next(name);
      if (!fault) return run();
      if (fault.kind === 'too-many') return answers.tooMany(fault.retryAfterSeconds);
      if (fault.afterwards) await run();
      if (fault.kind === 'server-error') return answers.broken();
      if (fault.kind === 'hang') await aborted(answers.signal ? AbortSignal.any([answers.signal, closing.signal]) : closing.signal);
      throw new ConnectionDropped(`${name}: connection dropped on purpose`);
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
