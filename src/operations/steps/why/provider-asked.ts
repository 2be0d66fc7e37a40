import { Failure } from '#domain/failures.ts';
import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import type { LinkedIdentity } from '#domain/identity-pools/linking.ts';
import { providerNamed, providersOf } from '#domain/identity-pools/providers.ts';
import type { ExplainRoleInput } from '../../admin/explained.ts';

/**
 * Which provider's login is meant: the one that is named, or the only one there is. None: a guest asks, or an identity
 * without logins.
 * @throws Failure `validation` where it must be said, and for one that the pool does not have
 */
export function providerAsked(
  pool: IdentityPool,
  identity: LinkedIdentity | undefined,
  { Provider, Username, Claims }: ExplainRoleInput,
): string | undefined {
  const own = [...providersOf(pool).keys(), ...developerOf(pool)];
  if (Provider !== undefined) {
    const named = providerNamed(pool, Provider);
    if (named !== undefined) return named;
    throw invalid(`${Provider} is no provider of this identity pool, which has ${own.join(', ') || 'none'}.`);
  }
  const linked = identity
    ? [...identity.logins.map(({ provider }) => provider), ...linkedDeveloper(pool, identity)]
    : [];
  if (linked.length > 0) return only(linked, 'The identity has several logins');
  if (Username === undefined && Claims === undefined) return undefined;
  if (own.length === 0) throw invalid('The identity pool has no provider that a user could come from.');
  return only(own, 'The identity pool has several providers');
}

const developerOf = ({ settings }: IdentityPool): readonly string[] =>
  settings.DeveloperProviderName === undefined ? [] : [settings.DeveloperProviderName];

const linkedDeveloper = (pool: IdentityPool, { developerIds }: LinkedIdentity): readonly string[] =>
  developerIds > 0 ? developerOf(pool) : [];

function only(providers: readonly string[], several: string): string | undefined {
  if (providers.length < 2) return providers[0];
  throw invalid(`${several} (${providers.join(', ')}): Provider must say which is meant.`);
}

const invalid = (reason: string): Failure => new Failure('validation', { reason });
