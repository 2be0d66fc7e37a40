export type PolicyVersion = '2008-10-17' | '2012-10-17';

/** A policy as it is written, in one form: lists where a single value may stand, texts where numbers may. */
export interface PolicyTree {
  readonly version: PolicyVersion;
  readonly id?: string | undefined;
  readonly statements: readonly StatementTree[];
}

export interface StatementTree {
  readonly sid?: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly principal?: PrincipalTree | undefined;
  readonly action: Patterns;
  /** Absent in trust policies only, where the role itself is meant. */
  readonly resource?: Patterns | undefined;
  readonly conditions: readonly ConditionTree[];
}

/** `Action` or, with `not`, `NotAction`; likewise resources. */
export interface Patterns {
  readonly not: boolean;
  readonly values: readonly string[];
}

export interface PrincipalTree {
  readonly not: boolean;
  readonly names: readonly PrincipalName[];
}

export interface PrincipalName {
  readonly type: PrincipalType;
  readonly value: string;
}

export const principalTypes = ['AWS', 'Federated', 'Service', 'CanonicalUser'] as const;
export type PrincipalType = (typeof principalTypes)[number];

/** One key under one operator. */
export interface ConditionTree {
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  /** As written; compared without regard to case. */
  readonly key: string;
  readonly values: readonly string[];
}
