import { Failure } from '#domain/failures.ts';
import type { Pool } from '#domain/pools/pool.ts';
import type { User } from '#domain/users/user.ts';
import { parseUserPoolKey } from '#domain/identity-pools/providers.ts';
import type { Uses } from '../../operation.ts';
import { requireUser } from '../require-user.ts';

/** What identities are looked for by. */
export type SearchMember =
  | 'IdentityId'
  | 'Sub'
  | 'Username'
  | 'UserPoolId'
  | 'Provider'
  | 'Subject'
  | 'DeveloperUserIdentifier'
  | 'IdentityPoolId';

type Needs = Uses<'store' | 'directory'>;

/** Which identities a search leads to, and the user that it named. */
interface Sought {
  readonly identityIds: readonly string[];
  readonly user?: User | undefined;
}

type Search = (uses: Needs, limit: number) => Promise<Sought>;

interface SearchForm {
  readonly needs: readonly SearchMember[];
  readonly may: readonly SearchMember[];
  readonly with: (given: Readonly<Partial<Record<SearchMember, string>>>) => Search;
}

/** The ways to search, each by the members it needs and those it may have. */
const forms: readonly SearchForm[] = [
  form(['IdentityId'], [], byIdentityId),
  form(['Sub'], ['UserPoolId'], bySub),
  form(['Username', 'UserPoolId'], [], byUsername),
  form(['Provider', 'Subject'], [], byLogin),
  form(['DeveloperUserIdentifier', 'IdentityPoolId'], [], byDeveloperUser),
];

/** @throws Failure `validation` when the members are not those of one way to search */
export function searchOf(input: Readonly<Partial<Record<SearchMember, string>>>): Search {
  const given = Object.keys(input).filter((name) => input[name as SearchMember] !== undefined) as SearchMember[];
  const found = forms.find(
    ({ needs, may }) =>
      needs.every((name) => given.includes(name)) && given.every((name) => needs.includes(name) || may.includes(name)),
  );
  if (found) return found.with(input);
  throw new Failure('validation', { reason: `${complaint(given)} Give one of: ${allForms}.` });
}

function complaint(given: readonly string[]): string {
  const [first] = given;
  if (first === undefined) return 'Nothing says whom to look for.';
  return given.length === 1 ? `${first} alone is no search.` : `${given.join(' and ')} do not make one search.`;
}

const allForms =
  'IdentityId; Sub, with UserPoolId or without; Username and UserPoolId; Provider and Subject; DeveloperUserIdentifier and IdentityPoolId';

function form<Needed extends SearchMember, Optional extends SearchMember>(
  needs: readonly Needed[],
  may: readonly Optional[],
  search: (given: Readonly<Record<Needed, string> & Partial<Record<Optional, string>>>) => Search,
): SearchForm {
  // searchOf has seen that what is needed is there.
  return { needs, may, with: search as SearchForm['with'] };
}

function byIdentityId({ IdentityId }: { readonly IdentityId: string }): Search {
  return async ({ store }) => {
    if (!(await store.identities.find(IdentityId))) throw new Failure('identityNotFound', { identityId: IdentityId });
    return { identityIds: [IdentityId] };
  };
}

function bySub({ Sub, UserPoolId }: { readonly Sub: string; readonly UserPoolId?: string }): Search {
  return async (uses, limit) => {
    const pool = UserPoolId === undefined ? undefined : await userPool(uses, UserPoolId);
    const user = pool && (await uses.store.users.findBySub(pool.id, Sub));
    return { identityIds: await identitiesOfSub(uses, Sub, pool, limit), user };
  };
}

function byUsername({ Username, UserPoolId }: { readonly Username: string; readonly UserPoolId: string }): Search {
  return async (uses, limit) => {
    const pool = await userPool(uses, UserPoolId);
    const user = await requireUser(uses.store, pool, Username);
    return { identityIds: await identitiesOfSub(uses, user.sub, pool, limit), user };
  };
}

function byLogin({ Provider, Subject }: { readonly Provider: string; readonly Subject: string }): Search {
  return async ({ store }, limit) => {
    const owners = await store.identities.withLogin({ provider: Provider, subject: Subject }, limit);
    return { identityIds: owners.map(({ identityId }) => identityId) };
  };
}

function byDeveloperUser({
  DeveloperUserIdentifier,
  IdentityPoolId,
}: {
  readonly DeveloperUserIdentifier: string;
  readonly IdentityPoolId: string;
}): Search {
  return async ({ store, directory }) => {
    const pool = await directory.identityPool(IdentityPoolId);
    if (!pool) throw new Failure('identityPoolNotFound', { poolId: IdentityPoolId });
    const owner = await store.identities.developerOwnerOf(pool.id, DeveloperUserIdentifier);
    return { identityIds: owner === undefined ? [] : [owner] };
  };
}

/** A `sub` of user pools; another provider's user may have the same name and is somebody else. */
async function identitiesOfSub({ store }: Needs, sub: string, pool: Pool | undefined, limit: number) {
  const owners = await store.identities.withSubject(sub, limit);
  return owners
    .filter(({ provider }) => {
      const named = parseUserPoolKey(provider);
      return named !== undefined && (pool === undefined || named.userPoolId === pool.id);
    })
    .map(({ identityId }) => identityId);
}

async function userPool({ directory }: Needs, poolId: string): Promise<Pool> {
  const pool = await directory.pool(poolId);
  if (!pool) throw new Failure('poolNotFound', { poolId });
  return pool;
}
