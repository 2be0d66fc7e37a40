import { Failure } from '#domain/failures.ts';
import type { Call, Uses } from '../../operation.ts';
import { passRole } from '../authorization/pass-role.ts';

/**
 * Whether the caller may give this role to identity pools: it must be there, unless roles are elsewhere, and `iam:PassRole`
 * must be allowed.
 * @throws Failure `roleForbidden` for either, as AWS words both
 */
export async function mayPassRole(
  { iam, access, credentialSource }: Uses<'iam' | 'access' | 'credentialSource'>,
  roleArn: string,
  call: Call,
): Promise<void> {
  const forbidden = new Failure('roleForbidden', { role: roleArn });
  if (credentialSource.roles === 'here' && !(await iam.role(roleArn))) throw forbidden;
  const { action, resource, context } = await passRole({ iam }, roleArn, 'cognito-identity.amazonaws.com');
  const { allowed } = await access.decide(call, action, resource, { context });
  if (!allowed) throw forbidden;
}
