import assert from 'node:assert/strict';
import { NoAnswer, Refused, type Client } from './client.ts';

/** Whoever can reach a server, also where that is killed and started again in between. */
export interface Reach {
  /** The server that runs now, or the next one as soon as it is there. */
  server(): Promise<Client>;
  /** Told of every acknowledged write. */
  acknowledged(): void;
  /** Told of every request that was not answered. */
  lost(): void;
}

/** Repeats what goes without an answer, on the next server. For what may be done twice. */
export async function untilAnswered<T>(reach: Reach, call: (server: Client) => Promise<T>): Promise<T> {
  for (;;) {
    try {
      const answer = await call(await reach.server());
      reach.acknowledged();
      return answer;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      reach.lost();
    }
  }
}

/**
 * Sends the same request twice at the same moment, again after every loss, and holds that it was granted once: either
 * one request is acknowledged, or one whose answer was lost had been done, which the refusal of the next ones proves.
 * @param doneAlready the error codes that say so
 * @returns the answer; undefined where it was lost
 */
export async function exactlyOnce<T>(
  reach: Reach,
  call: (server: Client) => Promise<T>,
  ...doneAlready: readonly string[]
): Promise<T | undefined> {
  for (let lost = false; ;) {
    const server = await reach.server();
    const outcomes = await Promise.allSettled([call(server), call(server)]);
    const granted = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    const reasons = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason as unknown);
    assert.ok(granted.length < 2, 'one request was granted twice');
    for (const reason of reasons) {
      if (reason instanceof NoAnswer) lost = true;
      else if (!(reason instanceof Refused && doneAlready.includes(reason.code))) throw reason;
    }
    if (granted[0]) {
      reach.acknowledged();
      return granted[0].value;
    }
    if (reasons.some((reason) => reason instanceof NoAnswer)) {
      reach.lost();
      continue;
    }
    assert.ok(lost, `refused as done already, though it never was: ${String(reasons[0])}`);
    return undefined;
  }
}
