import { Failure } from '#domain/failures.ts';

/** Runs a piece of work when one of a few slots is free, in order of arrival. */
export type Slots = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * `count` pieces of work at a time and `queue` waiting; whatever comes beyond fails at once with `tooManyRequests`. So a
 * storm costs a bounded amount of memory, and those who wait are served within a bounded time.
 */
export function slots(count: number, queue: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free--;
    else if (waiting.length < queue) await new Promise<void>((resolve) => waiting.push(resolve));
    else throw new Failure('tooManyRequests');
    try {
      return await work();
    } finally {
      // A slot that is handed on never counts as free, so nobody overtakes.
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
