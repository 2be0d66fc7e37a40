import { Failure } from '#domain/failures.ts';
import { readIamArn } from '#domain/iam/arns.ts';
import type { RequestingPrincipal } from '#domain/policy/access-request.ts';
import type { IamStores } from '#ports/iam.ts';

/** The user in whose name a simulated request is made; of this account or of another. @throws Failure `invalidInput` */
export async function simulatedCaller({ users }: Pick<IamStores, 'users'>, arn: string): Promise<RequestingPrincipal> {
  const named = readIamArn(arn);
  if (named?.resource !== 'user' || named.accountId === 'aws') {
    throw new Failure('invalidInput', { reason: `Invalid Entity Arn: ${arn} is not the ARN of a user.` });
  }
  const user = await users.find(named.name);
  return {
    kind: 'user',
    arn,
    accountId: named.accountId,
    ...(user?.arn === arn && { userId: user.id }),
  };
}
