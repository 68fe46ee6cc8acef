/** In a program that a benchmark started: does each job it is given, and tells the result or why there is none. */
export function answer<Job, Reply>(work: (job: Job) => Promise<Reply>): void {
  process.channel?.ref();
  process.on('message', (job: Job) => {
    work(job).then(
      (reply) => process.send?.({ reply }),
      (error: unknown) => process.send?.({ failure: error instanceof Error ? error.message : String(error) }),
    );
  });
}

/** The settings it was started with. */
export const settings = <Settings>(): Settings => JSON.parse(process.argv[2] as string) as Settings;
