import type { Call, Input, Output } from '../../operation.ts';
import { requireClient, requirePool } from '../../steps/require.ts';
import { answerChallenge } from '../../steps/sign-in/answer.ts';
import type { SignInUses } from '../../steps/sign-in/context.ts';

export async function adminRespondToAuthChallenge(
  { UserPoolId, ClientId, ChallengeName, Session, ChallengeResponses = {} }: Input<'AdminRespondToAuthChallenge'>,
  uses: SignInUses,
  call: Call,
): Output<'AdminRespondToAuthChallenge'> {
  const pool = await requirePool(uses, UserPoolId, call);
  const client = await requireClient(uses, pool, ClientId);
  return answerChallenge(uses, ChallengeName, Session, {
    pool,
    client,
    origin: 'admin',
    parameters: ChallengeResponses,
    call,
  });
}
