import type { PolicyDocument } from './policy-document.ts';

export interface NamedPolicy {
  /** How decisions call it: an ARN, `inline name`, or `inline name of group group`. Unique in a set, but for one policy attached twice. */
  readonly name: string;
  readonly document: PolicyDocument;
}

/** Every policy that has a say in a decision. What is absent does not restrict. */
export interface PolicySet {
  /** Inline and managed policies of the user (with its groups') or of the role. */
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy | undefined;
  /** Inline and managed session policies; none, or an empty list, does not restrict. */
  readonly session?: readonly NamedPolicy[] | undefined;
  readonly resource?: NamedPolicy | undefined;
  /** The trust policy of the role that is to be assumed. It must allow explicitly, also within an account. */
  readonly trust?: NamedPolicy | undefined;
  /** Whose resource it is; absent: the caller's. */
  readonly resourceAccountId?: string | undefined;
}
