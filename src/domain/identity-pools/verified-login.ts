import type { Login } from './identity.ts';

/** A login whose token was verified, with what later decisions ask of it. */
export interface VerifiedLogin extends Login {
  /** Claims of the token (or attributes of the assertion), for mapping rules and principal tags. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The key of its role mapping: a user pool's with the client, an IAM provider's ARN. */
  readonly mappingKey: string;
  /** What it adds to the `amr` claim of the pool's own token. */
  readonly amr: readonly string[];
  /** Roles that the provider names, in its order, and the one it prefers. */
  readonly roles: readonly string[];
  readonly preferredRole: string | undefined;
  /** SAML: the role comes from the assertion, also where the pool has none. */
  readonly rolesDecide: boolean;
}
