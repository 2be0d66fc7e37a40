import type { Call, Input, Output } from '../../operation.ts';
import { requireClientAndPool } from '../../steps/require.ts';
import { answerChallenge } from '../../steps/sign-in/answer.ts';
import type { SignInUses } from '../../steps/sign-in/context.ts';

export async function respondToAuthChallenge(
  { ClientId, ChallengeName, Session, ChallengeResponses = {} }: Input<'RespondToAuthChallenge'>,
  uses: SignInUses,
  call: Call,
): Output<'RespondToAuthChallenge'> {
  const { client, pool } = await requireClientAndPool(uses, ClientId);
  return answerChallenge(uses, ChallengeName, Session, {
    pool,
    client,
    origin: 'public',
    parameters: ChallengeResponses,
    call,
  });
}
