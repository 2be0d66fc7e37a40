import { loginsPerIdentity } from '#domain/identity-pools/identity-pool.ts';
import type { IdentityState, Login } from '#domain/identity-pools/identity.ts';
import type { LinkedIdentity } from '#domain/identity-pools/linking.ts';
import type { Uses } from '../../operation.ts';
import { ownPoolOf } from './own-pool.ts';

/** Who an identity is at a provider. */
export interface FoundLogin {
  /** The provider's key in `Logins`. */
  readonly Provider: string;
  /** Who it is there; of a name longer than 256 characters its hash, as it is kept: `sha256:…`. */
  readonly Subject: string;
  /** Where the provider is a user pool of this server. */
  readonly UserPoolId?: string;
}

/** An identity as its pool's owner may see it. */
export interface FoundIdentity {
  readonly IdentityId: string;
  readonly IdentityPoolId: string;
  readonly IdentityPoolName?: string;
  readonly State: 'GUEST' | 'AUTHENTICATED' | 'DISABLED';
  /** Of a disabled identity: the one that has its logins now. */
  readonly MergedInto?: string;
  readonly Logins: readonly FoundLogin[];
  readonly DeveloperProviderName?: string;
  readonly DeveloperUserIdentifiers: readonly string[];
  readonly CreationDate: Date;
  readonly LastModifiedDate: Date;
}

const states = {
  guest: 'GUEST',
  authenticated: 'AUTHENTICATED',
  disabled: 'DISABLED',
} as const satisfies Record<IdentityState, FoundIdentity['State']>;

/** Everything about one identity; unlike DescribeIdentity it tells who its users are. */
export async function foundIdentity(
  uses: Uses<'store' | 'directory'>,
  { id, poolId, state, mergedInto, logins, developerIds, createdAt, modifiedAt }: LinkedIdentity,
): Promise<FoundIdentity> {
  const pool = await uses.directory.identityPool(poolId);
  const developers =
    developerIds > 0 ? (await uses.store.identities.developerIds(poolId, id, undefined, loginsPerIdentity)).items : [];
  const developerProvider = developers.length > 0 ? pool?.settings.DeveloperProviderName : undefined;
  const Logins: FoundLogin[] = [];
  for (const login of logins) Logins.push(await foundLogin(uses, login));
  return {
    IdentityId: id,
    IdentityPoolId: poolId,
    ...(pool && { IdentityPoolName: pool.name }),
    State: states[state],
    ...(mergedInto !== undefined && { MergedInto: mergedInto }),
    Logins,
    ...(developerProvider !== undefined && { DeveloperProviderName: developerProvider }),
    DeveloperUserIdentifiers: developers,
    CreationDate: new Date(createdAt),
    LastModifiedDate: new Date(modifiedAt),
  };
}

async function foundLogin(uses: Uses<'directory'>, { provider, subject }: Login): Promise<FoundLogin> {
  const pool = await ownPoolOf(uses, provider);
  return { Provider: provider, Subject: subject, ...(pool && { UserPoolId: pool.id }) };
}
