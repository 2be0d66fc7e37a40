import { Failure } from '#domain/failures.ts';
import type { Call, IamInput, IamOutput, Uses } from '../../operation.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';
import { requireAccessKey } from '../../steps/iam/require-access-key.ts';

/** Deletes a key of a user or, without a name, of the caller. */
export async function deleteAccessKey(
  { UserName, AccessKeyId }: IamInput<'DeleteAccessKey'>,
  uses: Uses<'store' | 'iam'>,
  call: Call,
): IamOutput<'DeleteAccessKey'> {
  await changeIam(uses, async (stores, { accessKeys }) => {
    const { key, isLastOfRoot } = await requireAccessKey(stores, accessKeys, AccessKeyId, UserName, call);
    if (isLastOfRoot) throw lastKey();
    await accessKeys.delete(key.accessKeyId);
  });
  return {};
}

const lastKey = () =>
  new Failure('deleteConflict', { reason: 'Cannot delete the last active access key of the account.' });
