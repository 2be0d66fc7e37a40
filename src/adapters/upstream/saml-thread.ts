import { parentPort } from 'node:worker_threads';
import { Failure } from '#domain/failures.ts';
import { nodeSamlAssertions } from './saml-assertions.ts';
import type { SamlAnswer, SamlQuestion } from './threaded-saml-assertions.ts';

// What runs in the thread of `threadedSamlAssertions`: it answers one question after the other.

const { verify } = nodeSamlAssertions();

async function answered({ response, certificates }: SamlQuestion): Promise<SamlAnswer> {
  try {
    return { verified: await verify(response, certificates) };
  } catch (error) {
    if (error instanceof Failure) return { failure: error.failure, details: error.details };
    throw error;
  }
}

parentPort?.on('message', async (question: SamlQuestion) => {
  const answer = await answered(question);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is a thread and no window
  parentPort?.postMessage(answer);
});
