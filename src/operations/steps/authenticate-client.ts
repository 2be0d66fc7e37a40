import { secretHashMatches } from '#crypto/secret-hash.ts';
import { Failure } from '#domain/failures.ts';
import type { Client } from '#domain/pools/client.ts';

/**
 * Holds a client with a secret to its SECRET_HASH, made with any of its secrets over any of the names the user goes by
 * in this request.
 * @throws Failure `secretHashMissing`, `secretHashWrong`
 */
export function authenticateClient(client: Client, secretHash: string | undefined, ...names: readonly string[]): void {
  if (client.secrets.length === 0) return;
  if (!secretHash) throw new Failure('secretHashMissing', { clientId: client.id });
  const secrets = client.secrets.map((secret) => secret.value);
  if (!secretHashMatches(secretHash, { secrets, usernames: names, clientId: client.id }))
    throw new Failure('secretHashWrong', { clientId: client.id });
}
