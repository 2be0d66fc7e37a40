import type { IdentityPool } from '#domain/identity-pools/identity-pool.ts';
import type { LinkedIdentity } from '#domain/identity-pools/linking.ts';
import type { VerifiedLogin } from '#domain/identity-pools/verified-login.ts';
import type { Uses } from '../../operation.ts';
import type { ExplainRoleInput } from '../../admin/explained.ts';
import type { Obstacle } from './obstacle.ts';

export type LoginAskedUses = Uses<'store' | 'directory' | 'iam' | 'clock' | 'settings'>;

/** A login as it would be verified, and what would keep its user from having it. */
export interface LoginAsked {
  readonly login: VerifiedLogin;
  readonly obstacles: readonly Obstacle[];
  readonly notes: readonly string[];
  /** The developer's user id, if it is one's. */
  readonly developerUserId?: string | undefined;
}

/** What is known of who comes with the login. */
export interface WhoComes extends Pick<ExplainRoleInput, 'Username' | 'Claims'> {
  readonly pool: IdentityPool;
  readonly identity: LinkedIdentity | undefined;
  /** Who the identity is at the provider, where it is linked. */
  readonly subject: string | undefined;
}
