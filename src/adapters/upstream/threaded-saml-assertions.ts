import { Worker } from 'node:worker_threads';
import { Failure, type FailureName } from '#domain/failures.ts';
import type { SamlAssertions, VerifiedResponse } from '#ports/saml-assertions.ts';
import { slots } from '../slots.ts';

/** What the thread is asked. */
export interface SamlQuestion {
  readonly response: string;
  readonly certificates: readonly string[];
}

/** What it answers; anything else ends it. */
export type SamlAnswer =
  | { readonly verified: VerifiedResponse }
  | { readonly failure: FailureName; readonly details: Failure['details'] };

interface Options {
  /** How many responses may wait while one is verified. */
  readonly queue?: number;
  /** The module that the thread runs. */
  readonly module?: string;
  /** Milliseconds that one response may take. */
  readonly patience?: number;
}

/**
 * SAML responses, verified in a thread of their own, one at a time: they come unsigned by anybody who is known here, and a
 * long one takes a tenth of a second, in which nobody else would be served. The thread starts with the first response.
 * @throws Failure `tooManyRequests` when too many wait
 */
export function threadedSamlAssertions({
  queue = 64,
  module = import.meta.resolve('#adapters/upstream/saml-thread.ts'),
  patience = 10_000,
}: Options = {}): SamlAssertions {
  const turn = slots(1, queue);
  let thread: Worker | undefined;

  async function asked(question: SamlQuestion): Promise<VerifiedResponse> {
    thread ??= new Worker(new URL(module), { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 256 } });
    try {
      const answer = await answerOf(thread, question, patience);
      if ('failure' in answer) throw new Failure(answer.failure, answer.details);
      return answer.verified;
    } catch (error) {
      // A thread that failed, or is still at it, is not asked again.
      if (!(error instanceof Failure)) {
        await thread.terminate();
        thread = undefined;
      }
      throw error;
    }
  }

  return { verify: (response, certificates) => turn(() => asked({ response, certificates })) };
}

/** Keeps the process alive for as long as somebody waits, and no longer. */
function answerOf(thread: Worker, question: SamlQuestion, patience: number): Promise<SamlAnswer> {
  thread.ref();
  const { promise, resolve, reject } = Promise.withResolvers<SamlAnswer>();
  const onExit = () => reject(new Error('The thread that verifies SAML responses ended.'));
  const late = setTimeout(() => reject(new Error('A SAML response took too long to verify.')), patience);
  thread.on('message', resolve).on('error', reject).on('exit', onExit);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is a thread and no window
  thread.postMessage(question);
  return promise.finally(() => {
    clearTimeout(late);
    thread.off('message', resolve).off('error', reject).off('exit', onExit).unref();
  });
}
