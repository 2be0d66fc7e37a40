import type { EventEmitter } from 'node:events';

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/**
 * Resolves at the first signal to stop. A second one a second later, or half a minute gone by, ends the process at
 * once. (Ctrl+C under npm arrives twice in the same moment: from the terminal and passed on by npm.)
 */
export function untilStopped(source: EventEmitter, exit: (code: number) => void = process.exit): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let askedAt: number | undefined;
  for (const [signal, code] of Object.entries(signals)) {
    source.on(signal, () => {
      if (askedAt !== undefined && performance.now() - askedAt > 1000) exit(code);
      if (askedAt !== undefined) return;
      askedAt = performance.now();
      setTimeout(() => exit(1), 30_000).unref();
      resolve();
    });
  }
  return promise;
}
