import type { Call, Input, Output } from '../../operation.ts';
import { requireClient, requirePool } from '../../steps/require.ts';
import { beginSignIn } from '../../steps/sign-in/begin.ts';
import type { SignInUses } from '../../steps/sign-in/context.ts';

export async function adminInitiateAuth(
  { UserPoolId, ClientId, AuthFlow, AuthParameters = {}, Session }: Input<'AdminInitiateAuth'>,
  uses: SignInUses,
  call: Call,
): Output<'AdminInitiateAuth'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const client = await requireClient(uses, pool, ClientId);
  return beginSignIn(uses, AuthFlow, {
    ...{ pool, client, origin: 'admin', parameters: AuthParameters, session: Session, call },
  });
}
