import type { Principal } from '#ports/access-keys.ts';
import type { Stores } from '#ports/stores.ts';
import type { Clock } from '#ports/world.ts';
import { boundedCache } from '../bounded-cache.ts';

/** What `GetAccessKeyLastUsed` and a role's `RoleLastUsed` say, which is for people to read and may be a minute old. */
export interface KeyUse {
  /** To be called for every request whose signature is good. Nobody waits for it. */
  note(principal: Principal, service: string, region: string): void;
  /** Resolves when everything noted so far is written. */
  settled(): Promise<void>;
}

const minute = 60_000;

/** Writes uses of keys and roles, each at most once a minute. A write that fails is logged and forgotten. */
export function storedKeyUse(
  store: Pick<Stores, 'accessKeys' | 'iam'>,
  clock: Clock,
  log: { warn(details: object, message: string): void },
): KeyUse {
  const noted = boundedCache<string, number>(10_000);
  const writing = new Set<Promise<void>>();

  function write({ accessKeyId, session }: Principal, at: number, service: string, region: string): Promise<void> {
    if (!session) return store.accessKeys.markUsed(accessKeyId, { at, service, region });
    return session.roleId === undefined ? Promise.resolve() : store.iam.roles.markUsed(session.roleId, at, region);
  }

  return {
    note(principal, service, region) {
      const id = principal.session ? (principal.session.roleId ?? '') : principal.accessKeyId;
      const now = clock.now();
      if (now - (noted.get(id) ?? -Infinity) < minute) return;
      noted.set(id, now);
      const written = write(principal, now, service, region)
        .catch((error: unknown) => log.warn({ error }, 'the use of a key could not be noted'))
        .finally(() => writing.delete(written));
      writing.add(written);
    },
    async settled() {
      await Promise.all(writing);
    },
  };
}
