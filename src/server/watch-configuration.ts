import type { Store } from '#ports/stores.ts';

const interval = 500;

interface Watch {
  /** Called when another process changed something, and when nobody can tell. */
  readonly forget: () => void;
  readonly log: { warn(details: object, message: string): void };
}

/**
 * Drops cached configuration as soon as another process has changed some: the version is read twice a second. To be
 * started before anything is cached.
 * @returns a function that stops watching
 */
export async function watchConfiguration(store: Store, { forget, log }: Watch): Promise<() => void> {
  let known: number | undefined = await store.configurationVersion();
  let reading = false;

  async function look(): Promise<void> {
    try {
      const version = await store.configurationVersion();
      if (version !== known) forget();
      known = version;
    } catch (error) {
      known = undefined;
      forget();
      log.warn({ error }, 'the configuration version could not be read');
    }
  }

  const timer = setInterval(() => {
    if (reading) return;
    reading = true;
    void look().finally(() => {
      reading = false;
    });
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}
