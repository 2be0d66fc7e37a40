/** What a request says under one condition key. An array is a multi-valued key, also with one member or none. */
export type ContextValue = string | readonly string[];

/** Condition keys in lower case (`aws:principaltag/dept`), each with what the request has for it. */
export type Context = ReadonlyMap<string, ContextValue>;

/** Who asks, as principals of resource and trust policies are compared with. */
export interface RequestingPrincipal {
  readonly kind: 'root' | 'user' | 'session' | 'federatedUser' | 'webIdentity' | 'saml' | 'service' | 'anonymous';
  /** The caller's own ARN: of the user, or of the session (`arn:aws:sts::…:assumed-role/name/session`). */
  readonly arn?: string | undefined;
  readonly accountId?: string | undefined;
  /** Sessions only: the role's ARN with its path, and its id (`AROA…`). */
  readonly roleArn?: string | undefined;
  readonly roleId?: string | undefined;
  /** Users: `AIDA…`. */
  readonly userId?: string | undefined;
  /** Federated users only: the ARN of the user that asked for the session. */
  readonly userArn?: string | undefined;
  /**
   * Web identities and SAML: what stands under `Federated` in a trust policy, which is a provider's host
   * (`cognito-identity.amazonaws.com`) or the ARN of a registered provider. Services: what stands under `Service`.
   */
  readonly provider?: string | undefined;
  /** S3's other name of an account, what stands under `CanonicalUser`. */
  readonly canonicalUserId?: string | undefined;
}

/** May this principal do this to that, under these circumstances? */
export interface AccessRequest {
  readonly principal: RequestingPrincipal;
  /** `service:Name`; compared without regard to case. */
  readonly action: string;
  /** An ARN, or `*` for actions that have no resource. */
  readonly resource: string;
  readonly context: Context;
}
