import type { Call, Input, Output, Uses } from '../../operation.ts';
import { describeIdentity as described } from '../../steps/identity-pools/describe-identity.ts';
import { requireIdentity } from '../../steps/identity-pools/require.ts';

/** Shows an identity, with the names of the providers that lead to it. */
export async function describeIdentity(
  { IdentityId }: Input<'DescribeIdentity'>,
  uses: Uses<'store' | 'directory'>,
  call: Call,
): Output<'DescribeIdentity'> {
  const { identity, pool } = await requireIdentity(uses, IdentityId, call);
  const providers = identity.logins.map(({ provider }) => provider);
  return described({ ...identity, providers }, pool);
}
