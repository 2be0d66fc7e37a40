import type { Uses } from '../../operation.ts';

/** What verifying web identities asks of the world. */
export type IdentityUses = Uses<
  'identityTokens' | 'tokenIssuers' | 'signingKeys' | 'directory' | 'iam' | 'settings' | 'clock'
>;

/** A provider of tokens, and how its tokens are verified. */
export interface TokenProvider {
  /** Begins the condition keys: `cognito-identity.amazonaws.com`, `login.example.com/tenant`. */
  readonly host: string;
  /** What stands under `Federated` in trust policies. */
  readonly provider: string;
  /** As answers name it. */
  readonly shown: string;
  /** The applications that may present its tokens; undefined where trust policies alone say which. */
  readonly clientIds: readonly string[] | undefined;
  /** The claims, when the provider signed the token. */
  verify(token: string): Promise<Readonly<Record<string, unknown>> | undefined>;
}
