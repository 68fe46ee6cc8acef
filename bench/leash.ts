// Loaded before every program that a benchmark starts: when the benchmark is gone, however it went, the program ends as by SIGTERM.

if (process.send !== undefined) {
  process.channel?.unref();
  process.once('disconnect', () => (process.listenerCount('SIGTERM') > 0 ? process.kill(process.pid, 'SIGTERM') : process.exit(0)));
}
