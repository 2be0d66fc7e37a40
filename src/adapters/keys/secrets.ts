import type { KeyObject } from 'node:crypto';
import { hmacSha256 } from '#crypto/digests.ts';
import { seal, unseal } from '#crypto/seal.ts';
import type { Secrets } from '#ports/secrets.ts';

/** The keys that a server seals with: the current one, and every one that still opens what was sealed before. */
export interface DataKeys {
  readonly current: { readonly id: string; readonly key: KeyObject };
  readonly all: ReadonlyMap<string, KeyObject>;
  /** For keyed hashes. It never changes: a hash that was stored must be found again. */
  readonly pepper: KeyObject;
}

/** Seals under the current data key and opens under any. */
export const dataKeySecrets = ({ current, all, pepper }: DataKeys): Secrets => ({
  seal: (value, context) => seal(current, value, context),
  unseal: (sealed, context) => unseal((id) => all.get(id), sealed, context),
  fingerprint: (value, context) => hmacSha256(pepper, `${context}\n${value}`).toString('hex'),
});
