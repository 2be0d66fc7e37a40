import { Failure } from '../failures.ts';

export interface Group {
  readonly poolId: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly roleArn: string | undefined;
  /** Lower wins; undefined comes last. */
  readonly precedence: number | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** AWS: "Quotas in Amazon Cognito". */
export const groupsPerPool = 10_000;
export const groupsPerUser = 100;

const roleArn = /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/**
 * Holds a group's role to what the contract's pattern leaves open.
 * @throws Failure `invalidParameter` for an ARN that names no role
 */
export function checkRole(role: string | undefined): void {
  if (role === undefined || roleArn.test(role)) return;
  throw new Failure('invalidParameter', { reason: 'RoleArn is not the ARN of an IAM role.' });
}
