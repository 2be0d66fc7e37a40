import type { ContextValue } from '#domain/policy/access-request.ts';
import type { Decision } from '#domain/policy/decision.ts';
import type { NamedPolicy } from '#domain/policy/policy-set.ts';
import type { Principal } from './access-keys.ts';

/** Who asks, and from where. */
export interface Caller {
  readonly principal?: Principal | undefined;
  readonly region: string;
  readonly sourceIp?: string | undefined;
  readonly userAgent?: string | undefined;
}

/** What is asked besides action and resource. */
export interface Asking {
  /** Condition keys of this request beyond the global ones, in any case: `iam:PassedToService`. */
  readonly context?: Readonly<Record<string, ContextValue | undefined>> | undefined;
  /** The trust policy of the role that is to be assumed; see PolicySet. */
  readonly trust?: NamedPolicy | undefined;
}

/** Answers whether a caller may do something, by the policies of whoever it is. */
export interface Access {
  /**
   * Asks the policies. The global condition keys (`aws:SourceIp`, `aws:PrincipalTag/…`, …) are added.
   * @param action `service:Name`
   * @param resource an ARN, or `*` for actions that have no resource
   */
  decide(caller: Caller, action: string, resource: string, asking?: Asking): Promise<Decision>;
  /** @throws Failure `accessDenied`, in AWS's words */
  require(caller: Caller, action: string, resource: string, asking?: Asking): Promise<void>;
}
