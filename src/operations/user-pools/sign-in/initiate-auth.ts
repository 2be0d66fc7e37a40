import type { Call, Input, Output } from '../../operation.ts';
import { requireClientAndPool } from '../../steps/require.ts';
import { beginSignIn } from '../../steps/sign-in/begin.ts';
import type { SignInUses } from '../../steps/sign-in/context.ts';

export async function initiateAuth(
  { ClientId, AuthFlow, AuthParameters = {}, Session }: Input<'InitiateAuth'>,
  uses: SignInUses,
  call: Call,
): Output<'InitiateAuth'> {
  const { client, pool } = await requireClientAndPool(uses, ClientId);
  return beginSignIn(uses, AuthFlow, {
    ...{ pool, client, origin: 'public', parameters: AuthParameters, session: Session, call },
  });
}
