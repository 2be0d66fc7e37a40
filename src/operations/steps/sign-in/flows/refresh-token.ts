import { Failure } from '#domain/failures.ts';
import { authenticateClient } from '../../authenticate-client.ts';
import { refresh } from '../../tokens/refresh.ts';
import { sessionOf } from '../../tokens/refresh-token.ts';
import type { SignInOutcome, SignInRequest, SignInUses } from '../context.ts';
import type { SignInFlow } from '../flow.ts';
import { requireParameter } from '../parameters.ts';

/** A client with a secret proves it over whichever name it knows: the one it sends, the username or the sub. */
async function authenticate(uses: SignInUses, { client, parameters }: SignInRequest, token: string): Promise<void> {
  if (client.secrets.length === 0) return;
  // What the token is worth is for those who know the secret.
  if (!parameters['SECRET_HASH']) throw new Failure('secretHashMissing', { clientId: client.id });
  const { user } = await sessionOf(uses, client, token);
  const names = [parameters['USERNAME'], user.username, user.sub].filter((name) => name !== undefined);
  authenticateClient(client, parameters['SECRET_HASH'], ...names);
}

async function begin(uses: SignInUses, request: SignInRequest): Promise<SignInOutcome> {
  const token = requireParameter(request.parameters, 'REFRESH_TOKEN');
  if (request.client.rotation.enabled) throw new Failure('refreshFlowWithRotation');
  await authenticate(uses, request, token);
  return { ChallengeParameters: {}, AuthenticationResult: await refresh(uses, request, token, request.call) };
}

export const refreshToken: SignInFlow = {
  origins: ['public', 'admin'],
  allowedBy: 'ALLOW_REFRESH_TOKEN_AUTH',
  notAllowed: 'flowNotEnabled',
  needs: ['REFRESH_TOKEN'],
  begin,
};
