import type { ContextValue } from './access-request.ts';
import type { PartTrace, StatementTrace } from './decision.ts';
import type { PrincipalName, StatementTree } from './policy-tree.ts';
import type { PolicyType } from './policy-type.ts';

/** A statement is taken out of its policy. */
export interface RemoveStatement {
  readonly kind: 'removeStatement';
  readonly statement: StatementTrace;
}

/** An allowing statement also covers what it lacks: this action, resource, principal or value of a condition key. */
export interface WidenStatement {
  readonly kind: 'widenStatement';
  readonly statement: StatementTrace;
  /** The part as it is. */
  readonly was: PartTrace;
  readonly add:
    | { readonly part: 'action' | 'resource'; readonly value: string }
    | { readonly part: 'principal'; readonly value: PrincipalName }
    /** `at`: which of the statement's conditions. */
    | { readonly part: 'condition'; readonly value: string; readonly at: number };
}

/** The request has something else under a condition key. */
export interface ChangeRequest {
  readonly kind: 'changeRequest';
  readonly statement: StatementTrace;
  /** The condition that would hold, or no longer hold. */
  readonly condition: PartTrace;
  /** As the policy writes it. */
  readonly key: string;
  /** One value that would do; undefined: the request must have none. */
  readonly to: ContextValue | undefined;
}

/** A policy says one more thing. */
export interface AddStatement {
  readonly kind: 'addStatement';
  readonly policyType: PolicyType;
  /** The policy to add it to; undefined where there is none of the kind, or none that can be changed. */
  readonly policy: string | undefined;
  readonly statement: StatementTree;
}

export type Step = RemoveStatement | WidenStatement | ChangeRequest | AddStatement;

/** What would turn a decision round: all of the steps together. */
export interface Change {
  readonly to: 'allow' | 'deny';
  readonly steps: readonly Step[];
}
