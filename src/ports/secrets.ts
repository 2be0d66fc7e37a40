/** Keeps secrets unreadable at rest, under keys that are not in the database. */
export interface Secrets {
  /** Encrypts and authenticates. `context` names where the value belongs (`users.srp/<pool>/<sub>`); it opens only there. */
  seal(value: Uint8Array | string, context: string): string;
  /** The bytes again, or undefined when they were altered, belong elsewhere, or their key is gone. */
  unseal(sealed: string, context: string): Uint8Array | undefined;
  /** A keyed hash (hex) for values that are compared but never read again: codes, token secrets. */
  fingerprint(value: string, context: string): string;
}
