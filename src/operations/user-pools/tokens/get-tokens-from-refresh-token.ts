import { equalInConstantTime } from '#crypto/constant-time.ts';
import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { requireClientAndPool } from '../../steps/require.ts';
import { refresh } from '../../steps/tokens/refresh.ts';

export async function getTokensFromRefreshToken(
  { ClientId, ClientSecret, RefreshToken }: Input<'GetTokensFromRefreshToken'>,
  uses: Uses<'directory' | 'store' | 'signingKeys' | 'settings' | 'clock' | 'random' | 'secrets'>,
  call: Call,
): Output<'GetTokensFromRefreshToken'> {
  const { client, pool } = await requireClientAndPool(uses, ClientId);
  const authentic =
    client.secrets.length === 0 || client.secrets.some(({ value }) => equalInConstantTime(value, ClientSecret ?? ''));
  if (!authentic) throw new Failure('clientSecretWrong', { clientId: ClientId });
  return { AuthenticationResult: await refresh(uses, { pool, client }, RefreshToken, call) };
}
