import { sessionPrincipal } from '#domain/credentials/session-principal.ts';
import { openSession } from '#domain/credentials/session-token.ts';
import type { AccessKeys, UsableKey } from '#ports/access-keys.ts';
import type { IamDirectory } from '#ports/iam.ts';
import type { Secrets } from '#ports/secrets.ts';
import type { Stores } from '#ports/stores.ts';
import { boundedCache } from '../bounded-cache.ts';
import { isRevoked } from './session-revoked.ts';

/** What access keys are found with. */
export interface KeySources {
  readonly store: Stores;
  /** Opens session tokens. */
  readonly secrets: Pick<Secrets, 'unseal'>;
  readonly iam: Pick<IamDirectory, 'role' | 'user'>;
  /** The account of temporary keys. */
  readonly accountId: string;
}

/**
 * Lasting keys out of the store, held ready in memory, and temporary ones out of their own tokens. What is not found is
 * not remembered. Whether a session is revoked is asked of IAM every time.
 */
export function cachedAccessKeys({ store, secrets, iam, accountId }: KeySources): AccessKeys & { forget(): void } {
  const lasting = boundedCache<string, UsableKey>(10_000);
  const temporary = boundedCache<string, UsableKey>(10_000);

  let generation = 0;

  /** What was read before the last `forget` is answered but not kept: it may be old. */
  async function findLasting(accessKeyId: string): Promise<UsableKey | undefined> {
    const known = lasting.get(accessKeyId);
    if (known) return known;
    const begunIn = generation;
    const key = await store.accessKeys.find(accessKeyId);
    if (key && begunIn === generation) lasting.set(accessKeyId, key);
    return key;
  }

  /** What a token says never changes, and it is worth its own key only. */
  function opened(accessKeyId: string, token: string): UsableKey | undefined {
    const known = temporary.get(token);
    if (known) return known.principal.accessKeyId === accessKeyId ? known : undefined;
    const facts = openSession(secrets, token);
    if (facts?.accessKeyId !== accessKeyId) return undefined;
    const { secret, ...session } = facts;
    const key = { secret, principal: sessionPrincipal(session, accountId), active: true, expiresAt: facts.expiresAt };
    temporary.set(token, key);
    return key;
  }

  return {
    async find(accessKeyId, sessionToken) {
      if (sessionToken === undefined) return accessKeyId.startsWith('ASIA') ? undefined : findLasting(accessKeyId);
      const key = opened(accessKeyId, sessionToken);
      return key && !(await isRevoked(iam, key.principal)) ? key : undefined;
    },
    forget() {
      generation++;
      lasting.clear();
      temporary.clear();
    },
  };
}
