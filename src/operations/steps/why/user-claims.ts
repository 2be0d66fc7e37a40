import type { Client } from '#domain/pools/client.ts';
import type { Pool } from '#domain/pools/pool.ts';
import { idTokenClaims } from '#domain/tokens/claims.ts';
import type { User } from '#domain/users/user.ts';
import type { Uses } from '../../operation.ts';

/** What differs from one token to the next. */
const passing: ReadonlySet<string> = new Set(['event_id', 'jti', 'origin_jti']);

/** What the ID token of a user would say if it signed in to the client now. */
export async function claimsOfUser(
  { store, settings, clock }: Uses<'store' | 'settings' | 'clock'>,
  { pool, client, user }: { pool: Pool; client: Client; user: User },
): Promise<Readonly<Record<string, unknown>>> {
  const now = clock.now();
  const claims = idTokenClaims({
    ...{ pool, client, user, now, issuer: settings.issuerOf(pool) },
    ...{ groups: await store.groups.allOf(pool.id, user.sub), eventId: '', ids: { access: '', id: '' } },
    session: {
      ...{ poolId: pool.id, id: '', sub: user.sub, clientId: client.id, scope: '', secretHash: '' },
      ...{ authenticatedAt: now, createdAt: now, expiresAt: now, generation: 0 },
      ...{ rotatedAt: undefined, deviceKey: undefined },
    },
  });
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !passing.has(name)));
}
