import { Failure } from '#domain/failures.ts';
import type { Call, IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireAccessKey } from '../../steps/iam/require-access-key.ts';

/** Switches a key on or off. */
export async function updateAccessKey(
  { UserName, AccessKeyId, Status }: IamInput<'UpdateAccessKey'>,
  uses: Uses<'store' | 'iam'>,
  call: Call,
): IamOutput<'UpdateAccessKey'> {
  if (Status === 'Expired')
    throw new Failure('validationError', { reason: 'The status of a key is Active or Inactive.' });
  await changeIam(uses, async (stores, { accessKeys }) => {
    const { key, isLastOfRoot } = await requireAccessKey(stores, accessKeys, AccessKeyId, UserName, call);
    if (Status === 'Inactive' && isLastOfRoot) throw lastKey();
    await accessKeys.setActive(key.accessKeyId, Status === 'Active');
  });
  return {};
}

const lastKey = () =>
  new Failure('validationError', { reason: 'The last active access key of the account cannot be switched off.' });
