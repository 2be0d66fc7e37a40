import type { ContextValue } from '#domain/policy/access-request.ts';

/** Who of an identity pool asks: an identity that is there, or whoever would come with these logins. */
export interface ExplainRoleInput {
  readonly IdentityId?: string | undefined;
  readonly IdentityPoolId?: string | undefined;
  /** The login's key in `Logins`, or an IAM provider's ARN. Needed only where there are several; none: a guest. */
  readonly Provider?: string | undefined;
  /** A user of the user pool that `Provider` is: by username, alias or sub. Its claims are those of a token made now. */
  readonly Username?: string | undefined;
  /** Claims of the login's token, or attributes of its assertion; they go before those that the user would have. */
  readonly Claims?: Readonly<Record<string, unknown>> | undefined;
  readonly CustomRoleArn?: string | undefined;
}

/** Who asks (exactly one of `Principal`, `IdentityId` and `IdentityPoolId` says it) for what. */
export interface ExplainAccessInput extends ExplainRoleInput {
  /** The ARN of a user, a role, a role's session, or of the account's root. */
  readonly Principal?: string | undefined;
  /** `service:Name` */
  readonly Action: string;
  /** An ARN, or `*`, which it is when absent. */
  readonly Resource?: string | undefined;
  /** Condition keys of the request; they go before those that the server would find. */
  readonly Context?: Readonly<Record<string, ContextValue>> | undefined;
  /** The policy on the resource, as JSON: this server holds none but trust policies. */
  readonly ResourcePolicy?: string | undefined;
}

/** One part of a statement against what the request has for it. */
export interface ExplainedPart {
  readonly Part: 'principal' | 'action' | 'resource' | 'condition';
  /** `Action`, `NotResource`, `StringEquals aws:PrincipalTag/tier` … */
  readonly Name: string;
  /** With variables filled in; one that nothing fills stays as written. */
  readonly Wanted: readonly string[];
  /** Absent when the request has nothing under the key. */
  readonly Found?: ContextValue | undefined;
  readonly Holds: boolean;
}

/** A place in a policy's text; both count from 1. */
interface Place {
  readonly Line: number;
  readonly Column: number;
}

export interface ExplainedStatement {
  /** An ARN, `inline <name>`, `session policy 1`, `ResourcePolicy`. */
  readonly Policy: string;
  readonly PolicyType: 'identity' | 'boundary' | 'session' | 'resource' | 'trust';
  /** Which statement of the policy; the first is 1. */
  readonly Number: number;
  readonly Sid?: string | undefined;
  readonly Effect: 'Allow' | 'Deny';
  readonly Start: Place;
  readonly End: Place;
  readonly Matched: boolean;
  readonly Parts: readonly ExplainedPart[];
}

/** One thing to be different. Which members there are hangs on `Kind`; `Sentence` says it all. */
export interface ExplainedStep {
  /**
   * Of policies: `removeStatement`, `widenStatement`, `changeRequest`, `addStatement`. Of roles: `allowGuests`,
   * `setPoolRole`, `changeClaim`, `resolveAmbiguity`, `askForRole`, `createRole`, `nameTrustKeys`, `shortenTags`,
   * `enableUser`, `confirmUser`, `useIdentity`. Of guests: `signIn`, `leaveScopeDown`.
   */
  readonly Kind: string;
  /** As it follows an “if”: `aws:SecureTransport were 'true' (it is 'false'; …)`. */
  readonly Sentence: string;
  readonly Policy?: string | undefined;
  readonly PolicyType?: ExplainedStatement['PolicyType'] | undefined;
  readonly StatementNumber?: number | undefined;
  readonly Sid?: string | undefined;
  /** The part of the statement, and what it has to say besides. */
  readonly Part?: ExplainedPart['Part'] | undefined;
  readonly Add?: string | undefined;
  /** The condition key or claim, what it is, and one value that would do; without `To` it has to be absent. */
  readonly Key?: string | undefined;
  readonly Found?: ContextValue | undefined;
  readonly To?: ContextValue | undefined;
  /** The statement to be added, as it stands in a policy. */
  readonly Statement?: Readonly<Record<string, unknown>> | undefined;
  readonly RoleArn?: string | undefined;
}

/** What would make the decision another one: all steps together. */
export interface ExplainedChange {
  readonly Sentence: string;
  readonly Steps: readonly ExplainedStep[];
}

export interface ExplainedDecision {
  readonly Allowed: boolean;
  readonly Outcome: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** AWS's reason: `because no identity-based policy allows the s3:GetObject action`. Empty when allowed. */
  readonly Because: string;
  readonly DecidedBy: readonly ExplainedStatement[];
  /** Every statement there is, in the order of the policies. */
  readonly Looked: readonly ExplainedStatement[];
  /** The smallest change that turns the decision round; the others are as small. */
  readonly Change?: ExplainedChange | undefined;
  readonly OtherChanges: readonly ExplainedChange[];
}

export interface ExplainedAccess extends Omit<ExplainedDecision, 'Outcome'> {
  /** `noRole`: the identity gets no credentials, so that no policy is asked; `Role` tells why. */
  readonly Outcome: ExplainedDecision['Outcome'] | 'noRole';
  /** The decision in plain words. */
  readonly Sentence: string;
  /** As whom the policies were asked: an ARN. */
  readonly PrincipalArn?: string | undefined;
  readonly Action: string;
  readonly Resource: string;
  /** Every condition key the decision could see. */
  readonly Context: Readonly<Record<string, ContextValue>>;
  /** When an identity asks: how it got its role, or did not. */
  readonly Role?: ExplainedRole | undefined;
  /** What was assumed because nobody said it. */
  readonly Notes: readonly string[];
  /** Of a refusal: for DecodeAuthorizationMessage. */
  readonly EncodedMessage?: string | undefined;
}

export interface ExplainedLogin {
  readonly Provider: string;
  readonly Subject: string;
  /** Under which role mappings name it. */
  readonly MappingKey: string;
  readonly Claims: Readonly<Record<string, unknown>>;
  /** What `cognito:roles` and `cognito:preferred_role` say. */
  readonly Roles: readonly string[];
  readonly PreferredRole?: string | undefined;
}

export interface ExplainedRule {
  readonly Claim: string;
  readonly MatchType: 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual';
  readonly Value: string;
  readonly RoleARN: string;
  /** Absent when the token has no such claim. */
  readonly Found?: ContextValue | undefined;
  readonly Matched: boolean;
}

export interface ExplainedRole {
  readonly IdentityPoolId: string;
  /** All zeros stand for the id of an identity that is not there yet. */
  readonly IdentityId: string;
  readonly Authenticated: boolean;
  /** Whether the identity gets credentials of `Role`; where another token service gives them, as far as it is decided here. */
  readonly Granted: boolean;
  readonly Sentence: string;
  /** The role that is chosen, which must still let the identity in. */
  readonly Role?: string | undefined;
  /** Why this role, or why none. */
  readonly Because: string;
  readonly Logins: readonly ExplainedLogin[];
  /** The role mapping that decided, what it does where it can not tell, and the rules it tried in their order. */
  readonly Mapping?: string | undefined;
  readonly MappingType?: 'Token' | 'Rules' | undefined;
  readonly AmbiguousRoleResolution?: 'AuthenticatedRole' | 'Deny' | undefined;
  readonly Rules: readonly ExplainedRule[];
  /** Session tags by key, out of the claims that the pool maps. */
  readonly Tags: Readonly<Record<string, string>>;
  /** What the role's trust policy says to every action that is needed. */
  readonly Trust: readonly (ExplainedDecision & { readonly Action: string })[];
  /** Everything that stands in the way, the first to be met first. */
  readonly Obstacles: readonly { readonly Kind: string; readonly Sentence: string }[];
  /** What GetCredentialsForIdentity answers for the first of them. */
  readonly ClientSees?: { readonly Code: string; readonly Message: string } | undefined;
  readonly Change?: ExplainedChange | undefined;
  readonly OtherChanges: readonly ExplainedChange[];
  readonly Notes: readonly string[];
}
