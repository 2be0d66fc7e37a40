import type { Store } from '#ports/stores.ts';
import type { Clock } from '#ports/world.ts';

const interval = 30_000;

/** Removes what has expired, twice a minute, a bounded amount at a time. @returns a function that stops it */
export function keepSwept(
  store: Store,
  clock: Clock,
  log: { warn(details: object, message: string): void },
): () => void {
  const timer = setInterval(() => {
    store.sweep(clock.now()).catch((error: unknown) => log.warn({ error }, 'expired rows could not be removed'));
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}
