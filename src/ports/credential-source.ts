import type { Caller } from './access.ts';
import type { Claims } from './signing-keys.ts';

/** A role's session that an identity of an identity pool is to get. */
export interface PoolRoleRequest {
  readonly roleArn: string;
  /** The pool's, whose key signs where a token is shown to somebody. */
  readonly region: string;
  /** What the pool's own token says of the identity; roles trust it by these. */
  readonly claims: Claims;
  readonly sessionName: string;
  readonly durationSeconds: number;
  /** A session policy (JSON) and managed ones (ARNs), to which the session is narrowed. */
  readonly policies: readonly [] | readonly [string];
  readonly policyArns: readonly string[];
}

/** Temporary credentials as STS answers them. */
export interface SessionCredentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: Date;
}

/** Who gives credentials to the identities of identity pools: our own STS, or somebody else's. */
export interface CredentialSource {
  /** Where the roles are: here, in IAM, or elsewhere, where nobody is asked whether there is one before it is assumed. */
  readonly roles: 'here' | 'elsewhere';
  /**
   * Credentials of the role, if it trusts the identity.
   * @throws Failure `identityPoolMisconfigured` for every refusal; `externalService` when nobody could be asked;
   *   `tooManyRequests` when too many are being asked already
   */
  credentialsFor(request: PoolRoleRequest, caller: Caller): Promise<SessionCredentials>;
}
