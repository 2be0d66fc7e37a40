import { createHash, createHmac } from 'node:crypto';
import type { SignatureV4 } from '@smithy/signature-v4';

/** SHA-256 as the signer of the AWS SDK wants it. */
function hash(key?: string | Uint8Array) {
  const state = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  return {
    update: (chunk: string | Uint8Array) => void state.update(chunk),
    digest: async () => new Uint8Array(state.digest()),
    reset: () => undefined,
  };
}

export const NodeSha256 = hash as unknown as ConstructorParameters<typeof SignatureV4>[0]['sha256'];
