import { Failure } from '#domain/failures.ts';
import type { StoredAccessKey } from '#ports/access-keys.ts';
import type { IamStores } from '#ports/iam.ts';
import type { AccessKeyStore } from '#ports/stores.ts';
import type { Call } from '../../operation.ts';
import { namedOrCaller } from './caller.ts';

/** A key of the user named or, where none is, of the caller. @throws Failure `noSuchEntity`, `validationError` */
export async function requireAccessKey(
  stores: Pick<IamStores, 'users'>,
  accessKeys: AccessKeyStore,
  accessKeyId: string,
  userName: string | undefined,
  call: Call,
): Promise<{ readonly key: StoredAccessKey; readonly isLastOfRoot: boolean }> {
  const owner = await namedOrCaller(stores, userName, call);
  const keys = await accessKeys.listOf(owner?.id);
  const key = keys.find((one) => one.accessKeyId === accessKeyId);
  if (!key) throw new Failure('noSuchEntity', { reason: `The Access Key with id ${accessKeyId} cannot be found` });
  // Without a key of the account's root nobody could repair what policies have locked.
  const isLastOfRoot = !owner && key.active && keys.filter(({ active }) => active).length === 1;
  return { key, isLastOfRoot };
}
