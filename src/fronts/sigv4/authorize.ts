import type { Call } from '#operations/operation.ts';

/** The question put before every signed operation: may this caller do this? */
export interface Asked {
  /** As IAM policies write it: `cognito-idp:CreateGroup`. */
  readonly action: string;
  /** As the client sent it, not yet validated: members may be missing. Of members that the operation does not know there is none. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly call: Call;
}

/** @throws Failure `accessDenied` */
export type Authorize = (asked: Asked) => Promise<void>;
