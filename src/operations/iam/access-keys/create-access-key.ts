import { secretAccessKey } from '#crypto/access-key.ts';
import { uniqueId } from '#domain/credentials/identifiers.ts';
import { requireWithin } from '#domain/iam/quotas.ts';
import type { StoredAccessKey } from '#ports/access-keys.ts';
import type { Call, IamInput, IamOutput, Uses } from '../../operation.ts';
import { namedOrCaller } from '../../steps/iam/caller.ts';
import { changeIam } from '../../steps/iam/change-iam.ts';

/** A new key for a user or, without a name, for the caller. Its secret is shown this once. */
export async function createAccessKey(
  { UserName }: IamInput<'CreateAccessKey'>,
  uses: Uses<'store' | 'iam' | 'clock' | 'random' | 'settings'>,
  call: Call,
): IamOutput<'CreateAccessKey'> {
  const { accountId } = uses.settings;
  const accessKeyId = uniqueId('AKIA', accountId, uses.random.bytes(32));
  const secret = secretAccessKey(uses.random.bytes(30));
  const createdAt = uses.clock.now();
  const user = await changeIam(uses, async (stores, { accessKeys }) => {
    const owner = await namedOrCaller(stores, UserName, call);
    requireWithin('AccessKeysPerUser', (await accessKeys.listOf(owner?.id)).length + 1);
    const principal: StoredAccessKey['principal'] = owner
      ? { kind: 'user', arn: owner.arn, accountId, accessKeyId, userId: owner.id, userName: owner.name }
      : { kind: 'root', arn: `arn:aws:iam::${accountId}:root`, accountId, accessKeyId };
    await accessKeys.insert({ accessKeyId, secret, principal, active: true, createdAt });
    return owner;
  });
  return {
    AccessKey: {
      UserName: user?.name ?? '',
      AccessKeyId: accessKeyId,
      Status: 'Active',
      SecretAccessKey: secret,
      CreateDate: new Date(createdAt),
    },
  };
}
