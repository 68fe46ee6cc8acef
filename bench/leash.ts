// Loaded before every program that a benchmark starts.

import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

/** When the benchmark is gone, however it went, the program ends as by SIGTERM. */
if (process.send !== undefined) {
  process.channel?.unref();
  process.once('disconnect', () => (process.listenerCount('SIGTERM') > 0 ? process.kill(process.pid, 'SIGTERM') : process.exit(0)));
}

/** From SIGUSR2 until its end the program is profiled, so that its start is neither slowed nor in the picture. */
const file = process.env['BENCH_PROFILE'];
if (file !== undefined) process.once('SIGUSR2', () => profileInto(file));

function profileInto(file: string): void {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.start');
  process.once('exit', () =>
    session.post('Profiler.stop', (error, stopped) => error ?? writeFileSync(file, JSON.stringify(stopped.profile))),
  );
}
