import { iamArn } from '#domain/iam/arns.ts';
import type { NeedsOf } from './asked.ts';
import { text } from './input.ts';

/** Cenote's own API: every operation has its own action. Its resource is the role it names, or the whole account. */
export const adminNeeds: NeedsOf = async ({ iam }, { action, input, call }) => {
  const role = text(input['RoleName']);
  if (role === undefined) return [{ action, resource: '*' }];
  const found = await iam.role(role);
  return [{ action, resource: found?.role.arn ?? iamArn(call.principal?.accountId ?? '', 'role', '/', role) }];
};
