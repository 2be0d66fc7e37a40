import type { Secrets } from '#ports/secrets.ts';

const decoder = new TextDecoder();

/**
 * Opens what was sealed for `context`, which names table and key, so that nobody gains by moving it to another row.
 * @throws Error when it was altered or moved, or its key is gone: it is never taken for absent
 */
export function unsealed(secrets: Secrets, sealed: string, context: string): Uint8Array {
  const value = secrets.unseal(sealed, context);
  if (!value) throw new Error(`A sealed value (${context}) cannot be opened: its key is missing, or it was altered.`);
  return value;
}

export const unsealedJson = <T>(secrets: Secrets, sealed: string, context: string): T =>
  JSON.parse(decoder.decode(unsealed(secrets, sealed, context))) as T;

export const sealedJson = (secrets: Secrets, value: unknown, context: string): string =>
  secrets.seal(JSON.stringify(value), context);
