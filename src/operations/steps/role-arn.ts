import { Failure } from '#domain/failures.ts';

/** @throws Failure `validationError` for text that is no role's ARN, in AWS's words */
export function requireRoleArn(roleArn: string): string {
  if (/^arn:aws:iam::\d{12}:role\/./.test(roleArn)) return roleArn;
  throw new Failure('validationError', { reason: `${roleArn} is invalid` });
}
