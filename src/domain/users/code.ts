import type { ContactAttribute } from '../pools/pool.ts';

/** What a code proves; a new code for the same purpose replaces the old one. */
export type CodePurpose = 'signUp' | 'forgotPassword' | `verify:${ContactAttribute}`;

export interface Code {
  readonly poolId: string;
  readonly sub: string;
  readonly purpose: CodePurpose;
  /** Keyed hash; the code itself is only in the message. */
  readonly hash: string;
  /** The attribute it was sent to, and the value it had then: a code proves that address, not a later one. */
  readonly attribute: ContactAttribute;
  readonly value: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}
