/** What a temporary credential is: who it stands for, since when and until when, and what narrows it. */
export interface SessionFacts {
  readonly accessKeyId: string;
  readonly secret: string;
  /** A role's session, or a user's or the root's own (GetSessionToken). */
  readonly kind: 'role' | 'user' | 'root';
  readonly roleArn?: string | undefined;
  /** The role's unique id: a role of the same name made later is another one. */
  readonly roleId?: string | undefined;
  readonly roleName?: string | undefined;
  /** The user whose own session it is. */
  readonly userName?: string | undefined;
  readonly userId?: string | undefined;
  readonly userArn?: string | undefined;
  readonly sessionName: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Session policies: documents as text, and managed policies by ARN. */
  readonly policies: readonly string[];
  readonly policyArns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string | undefined;
  /** The identity provider the session came through: `cognito-identity.amazonaws.com`, or a provider's ARN. */
  readonly provider?: string | undefined;
  /** Condition keys that the provider's token left: `cognito-identity.amazonaws.com:sub` and the like. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Whether it was assumed with another role's session: such sessions last an hour at most. */
  readonly chained: boolean;
  readonly mfaAuthenticated: boolean;
}

/** What a session is besides its key and its times. */
export type NewSession = Pick<SessionFacts, 'kind' | 'sessionName'> & Partial<Omit<SessionFacts, keyof SessionKey>>;

/** A session's key, and from when until when it is good. */
export type SessionKey = Pick<SessionFacts, 'accessKeyId' | 'secret' | 'issuedAt' | 'expiresAt'>;

export const sessionWith = (session: NewSession, key: SessionKey): SessionFacts => ({
  policies: [],
  policyArns: [],
  tags: {},
  transitiveTagKeys: [],
  context: {},
  chained: false,
  mfaAuthenticated: false,
  ...session,
  ...key,
});
