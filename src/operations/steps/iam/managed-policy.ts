import { Failure } from '#domain/failures.ts';
import { readIamArn, unreadableArn } from '#domain/iam/arns.ts';
import { awsManagedPolicies } from '#domain/iam/aws-managed/policies.ts';
import type { AwsManagedPolicy } from '#domain/iam/aws-managed/aws-managed-policy.ts';
import type { ManagedPolicy, PolicyVersion } from '#domain/iam/entities.ts';
import type { IamStores } from '#ports/iam.ts';

/** A managed policy of the account, or one of AWS's. */
export type AnyPolicy = { readonly own: ManagedPolicy } | { readonly aws: AwsManagedPolicy };

/** @throws Failure `validationError` for what is no policy's ARN, `noSuchEntity` */
export async function requirePolicy({ policies }: IamStores, arn: string): Promise<AnyPolicy> {
  const found = await findPolicy(policies, arn);
  if (!found) throw new Failure('noSuchEntity', { reason: `Policy ${arn} was not found.` });
  return found;
}

/** One that can be put on somebody. @throws Failure `validationError` for what is no policy's ARN, `noSuchEntity` */
export async function requireAttachable({ policies }: IamStores, arn: string, as = 'Policy'): Promise<void> {
  if (await findPolicy(policies, arn)) return;
  throw new Failure('noSuchEntity', { reason: `${as} ${arn} does not exist or is not attachable.` });
}

/** One that can be changed. @throws Failure `validationError`, `noSuchEntity`, `invalidInput` for AWS's own */
export async function requireOwnPolicy(stores: IamStores, arn: string): Promise<ManagedPolicy> {
  const policy = await requirePolicy(stores, arn);
  if ('own' in policy) return policy.own;
  throw new Failure('invalidInput', { reason: `Policy ${arn} is outside your own account.` });
}

/** @param versionId `v3` @throws Failure `noSuchEntity` */
export async function requireVersion(
  { policies }: Pick<IamStores, 'policies'>,
  policy: ManagedPolicy,
  versionId: string,
): Promise<PolicyVersion> {
  const version = await policies.version(policy.id, Number(/^v(\d{1,9})$/.exec(versionId)?.[1] ?? 0));
  if (!version) throw noVersion(policy.arn, versionId);
  return version;
}

export const noVersion = (arn: string, versionId: string): Failure =>
  new Failure('noSuchEntity', { reason: `Policy ${arn} version ${versionId} does not exist or is not attachable.` });

async function findPolicy(policies: IamStores['policies'], arn: string): Promise<AnyPolicy | undefined> {
  if (readIamArn(arn)?.resource !== 'policy') throw unreadableArn();
  const aws = awsManagedPolicies.get(arn);
  if (aws) return { aws };
  const own = await policies.find(arn);
  return own && { own };
}
