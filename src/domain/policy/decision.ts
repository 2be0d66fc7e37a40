import type { PolicyType } from './policy-type.ts';

/** A place in a policy's text; both count from 1, as the simulator's do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A statement of a policy, by where it stands. */
export interface StatementTrace {
  /** The policy's name, as the policy set calls it. */
  readonly policy: string;
  readonly policyType: PolicyType;
  /** Counted from 0. */
  readonly index: number;
  readonly sid?: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly start: Position;
  /** Just after the statement's last character. */
  readonly end: Position;
  /** Just after the bracket or statement before it, which is where the simulator of AWS says that it starts. */
  readonly mark: Position;
  readonly matched: boolean;
  /** Every part of the statement with what the request had for it; only when explained. */
  readonly parts?: readonly PartTrace[] | undefined;
}

/** One part of a statement against what the request has for it. */
export interface PartTrace {
  readonly part: 'principal' | 'action' | 'resource' | 'condition';
  /** `Action`, `NotResource`, `ForAnyValue:StringLike cognito-identity.amazonaws.com:amr` … */
  readonly name: string;
  /** What the policy asks for, variables filled in; one that nothing fills stays as written. */
  readonly wanted: readonly string[];
  /** What the request has; undefined when it has nothing under the key. */
  readonly found: string | readonly string[] | undefined;
  readonly holds: boolean;
}

export interface Decision {
  readonly allowed: boolean;
  readonly outcome: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /**
   * AWS's reason, to be put after `… on resource: <arn> `: `because no identity-based policy allows the s3:GetObject
   * action`, `with an explicit deny in a session policy`. Empty when allowed, and for callers of another account.
   */
  readonly because: string;
  /** The denying statements, or the allowing ones; none when nothing allowed it. */
  readonly decidedBy: readonly StatementTrace[];
  /** Every statement that was looked at; filled by `explain` only. */
  readonly looked: readonly StatementTrace[];
}
