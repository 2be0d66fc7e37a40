import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { changeClient } from '../../steps/client-record.ts';

/** Takes a secret away from a client that keeps another one. */
export async function deleteUserPoolClientSecret(
  { UserPoolId, ClientId, ClientSecretId }: Input<'DeleteUserPoolClientSecret'>,
  uses: Uses<'store' | 'directory' | 'clock'>,
  call: Call,
): Output<'DeleteUserPoolClientSecret'> {
  await changeClient(uses, { UserPoolId, ClientId }, call, (client) => {
    const secrets = client.secrets.filter(({ id }) => id !== ClientSecretId);
    if (secrets.length === client.secrets.length) {
      throw new Failure('resourceNotFound', { reason: `Client secret ${ClientSecretId} does not exist.` });
    }
    if (secrets.length === 0) {
      throw new Failure('invalidParameter', { reason: 'The last secret of a client can not be deleted.' });
    }
    return { ...client, secrets };
  });
  return {};
}
