import { Failure } from '#domain/failures.ts';
import type { Call, Uses } from '../../operation.ts';

/**
 * Whether the caller may give this role to identity pools: it must be there, and `iam:PassRole` must be allowed.
 * @throws Failure `roleForbidden` for either, as AWS words both
 */
export async function mayPassRole({ iam, access }: Uses<'iam' | 'access'>, roleArn: string, call: Call): Promise<void> {
  const forbidden = new Failure('roleForbidden', { role: roleArn });
  if (!(await iam.role(roleArn))) throw forbidden;
  const context = { 'iam:PassedToService': 'cognito-identity.amazonaws.com' };
  const { allowed } = await access.decide(call, 'iam:PassRole', roleArn, { context });
  if (!allowed) throw forbidden;
}
