import type { Call, IamInput, IamOutput, Uses } from '../../operation.ts';
import { namedOrCaller } from '../../steps/iam/caller.ts';
import { describeUser } from '../../steps/iam/describe.ts';

/** A user or, without a name, the caller. */
export async function getUser(
  { UserName }: IamInput<'GetUser'>,
  { store, settings: { accountId } }: Uses<'store' | 'settings'>,
  call: Call,
): IamOutput<'GetUser'> {
  const user = await namedOrCaller(store.iam, UserName, call);
  if (user) return { User: describeUser(user) };
  // The account's root has no name, no path and no day of creation here.
  const root = { Path: undefined, UserName: undefined, CreateDate: undefined };
  return { User: { ...root, UserId: accountId, Arn: `arn:aws:iam::${accountId}:root` } };
}
