const [second, minute] = [1_000, 60_000];

/** How long after each failed attempt the next one follows; after the last the message is given up. About nine hours in all. */
const pauses = [15 * second, minute, 5 * minute, 15 * minute, 30 * minute, 60 * minute, 120 * minute, 300 * minute];

/**
 * When to try a message again.
 * @param attempts how many have failed, the one just now included
 * @returns undefined when it is given up
 */
export function nextAttemptAt(attempts: number, now: number): number | undefined {
  const pause = pauses[attempts - 1];
  return pause === undefined ? undefined : now + pause;
}
