import { requireWithin, countedSize } from '#domain/iam/quotas.ts';
import { keptTrustPolicy, trustedEntities } from '#domain/iam/trust-policy.ts';
import { parsePolicy } from '#domain/policy/parse-policy.ts';
import type { IamStores } from '#ports/iam.ts';

/**
 * A trust policy as it is kept, after it was looked over.
 * @throws Failure `malformedPolicyDocument`, `iamLimitExceeded`
 */
export async function trustPolicyFrom(
  { idsOf }: Pick<IamStores, 'idsOf'>,
  document: string,
  accountId: string,
): Promise<string> {
  parsePolicy(document, 'trust');
  requireWithin('ACLSizePerRole', countedSize(document));
  return keptTrustPolicy(document, accountId, await idsOf(trustedEntities(document, accountId)));
}
