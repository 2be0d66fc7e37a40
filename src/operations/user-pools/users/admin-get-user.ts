import { attributeList } from '#domain/users/attributes.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireUser } from '../../steps/require-user.ts';
import { requirePool } from '../../steps/require.ts';

/** A user with everything that administrators may see of it. */
export async function adminGetUser(
  { UserPoolId, Username }: Input<'AdminGetUser'>,
  uses: Uses<'directory' | 'store'>,
  call: Call,
): Output<'AdminGetUser'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const user = await requireUser(uses.store, pool, Username);
  return {
    Username: user.username,
    UserAttributes: attributeList(user),
    UserCreateDate: new Date(user.createdAt),
    UserLastModifiedDate: new Date(user.modifiedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}
