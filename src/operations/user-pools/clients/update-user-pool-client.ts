import { completeClientSettings } from '#domain/pools/client-defaults.ts';
import { checkClientSettings } from '#domain/pools/client-rules.ts';
import { describeClient } from '#domain/pools/describe-client.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { changeClient } from '../../steps/client-record.ts';

/** Replaces an app client's settings: what the request leaves out returns to its default. Name and secrets stay. */
export async function updateUserPoolClient(
  { UserPoolId, ClientId, ClientName, ...given }: Input<'UpdateUserPoolClient'>,
  uses: Uses<'store' | 'directory' | 'clock'>,
  call: Call,
): Output<'UpdateUserPoolClient'> {
  const settings = completeClientSettings(given);
  const changed = await changeClient(uses, { UserPoolId, ClientId }, call, (client, pool) => {
    checkClientSettings(given, pool, { hasSecret: client.secrets.length > 0, doing: 'updating' });
    return { ...client, name: ClientName ?? client.name, settings };
  });
  return { UserPoolClient: describeClient(changed) };
}
