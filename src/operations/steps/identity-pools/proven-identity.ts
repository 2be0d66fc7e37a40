import { Failure } from '#domain/failures.ts';
import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import { principalTags, tooLong } from '#domain/identity-pools/principal-tags.ts';
import type { VerifiedLogin } from '#domain/identity-pools/verified-login.ts';

/** An identity that has proven to be itself in this call, or a guest's, which needs no proof. */
export interface ProvenIdentity {
  readonly pool: IdentityPool;
  readonly identityId: string;
  /** Those of the call; none of a guest. */
  readonly logins: readonly VerifiedLogin[];
  /** The tags that its session gets. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The tags that logins give a session in this pool.
 * @param more tags that are given as they stand, and come before the same ones of logins
 * @throws Failure `tagsTooLong`
 */
export function sessionTags(
  { principalTags: maps }: IdentityPool,
  logins: readonly VerifiedLogin[],
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const tags = { ...principalTags(maps, logins), ...more };
  if (tooLong(tags)) throw new Failure('tagsTooLong');
  return tags;
}
