import type { PolicyTree } from './policy-tree.ts';
import type { PolicyType } from './policy-type.ts';
import type { Statement } from './statement.ts';

/** A policy that was read, held to the rules of its kind, and prepared for decisions, once. */
export interface PolicyDocument {
  readonly kind: PolicyType;
  readonly tree: PolicyTree;
  readonly statements: readonly Statement[];
  /** The statements that are about an action, given in lower case. */
  readonly about: (action: string) => readonly Statement[];
}
