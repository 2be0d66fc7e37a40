import { runImportJob, type ImportUses } from '../run-import-job.ts';

/** Runs the import jobs that wait, in the background. */
export interface ImportRunner {
  /** Looks for jobs now instead of at the next turn. */
  wake(): void;
  /** Finishes the batch at hand and stops; the rest is done after the next start, or by another process. */
  stop(): Promise<void>;
}

const turn = 1_000;
/** For so long, in milliseconds, one process goes on with a job before others may compete for it again. */
const lease = 15_000;

/**
 * Starts to run import jobs, also those that were left in the middle.
 * @param onError told what keeps a job from running; it is tried again at the next turn
 */
export function startImportRunner(uses: ImportUses, onError: (error: unknown) => void): ImportRunner {
  let stopping = false;
  let awaken = (): void => {};

  async function runAll(): Promise<void> {
    for (const { poolId, id } of await uses.store.importJobs.listUnfinished()) {
      const keeps = leaseOn(uses, id);
      if (await keeps()) await runImportJob(uses, poolId, id, async () => !stopping && keeps());
    }
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      try {
        await runAll();
      } catch (error) {
        onError(error);
      }
      if (!stopping) await rest();
    }
  }

  function rest(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, turn);
    awaken = () => {
      clearTimeout(timer);
      resolve();
    };
    return promise;
  }

  const running = loop();
  return {
    wake: () => awaken(),
    async stop() {
      stopping = true;
      awaken();
      await running;
    },
  };
}

/**
 * Whether the job is this process's for the present span of time. It saves processes from doing each other's work; that
 * no row is done twice does not hang on it.
 */
function leaseOn({ store, clock }: ImportUses, jobId: string): () => Promise<boolean> {
  let held = -1;
  return async () => {
    const span = Math.floor(clock.now() / lease);
    if (span === held) return true;
    if (!(await store.once.use(`import/${jobId}/${span}`, (span + 2) * lease))) return false;
    held = span;
    return true;
  };
}
