import type { Call, Input, Output, Uses } from '../operation.ts';
import { signer } from '../steps/signer.ts';

/** Who signed. Nobody's policies can refuse it. */
export async function getCallerIdentity(
  _input: Input<'GetCallerIdentity'>,
  _uses: Uses<never>,
  call: Call,
): Output<'GetCallerIdentity'> {
  const { userId, accountId, arn } = signer(call);
  return { UserId: userId ?? accountId, Account: accountId, Arn: arn };
}
