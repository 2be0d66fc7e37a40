import type { ContextValue } from '#domain/policy/access-request.ts';
import type { Call, Uses } from '../../operation.ts';

/**
 * A signed request for an operation, before its input is validated: members may be missing, or anything. Of those that the
 * operation does not know there is none, since they must not say what the request is about.
 */
export interface Asked {
  /** As IAM policies write it: `cognito-idp:CreateGroup`. */
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly call: Call;
}

/** One permission that a request needs. */
export interface Need {
  readonly action: string;
  /** An ARN, or `*` for actions that have no resource. */
  readonly resource: string;
  readonly context?: Readonly<Record<string, ContextValue | undefined>>;
}

/** What is looked up to say which resource an operation is about. */
export type NeedUses = Uses<'iam' | 'store' | 'directory' | 'settings'>;

/** Says which permissions a request of one service needs; none: anybody who signs may. */
export type NeedsOf = (uses: NeedUses, asked: Asked) => Promise<readonly Need[]>;
