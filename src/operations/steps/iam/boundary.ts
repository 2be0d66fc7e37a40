import type { IamStores } from '#ports/iam.ts';
import { requireAttachable } from './managed-policy.ts';

/** The boundary to be kept, after a look whether there is such a policy. @throws Failure `validationError`, `noSuchEntity` */
export async function boundaryFrom(stores: IamStores, arn: string | undefined): Promise<string | undefined> {
  if (arn !== undefined) await requireAttachable(stores, arn, 'Scope ARN:');
  return arn;
}
