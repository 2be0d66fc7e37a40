import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../../operation.ts';
import { changeClient } from '../../steps/client-record.ts';
import { newClientSecret } from '../../steps/new-client-secret.ts';

/** How many secrets of a client work at once. */
const secretLimit = 2;

/** Adds a second secret to a confidential client, so that programs can move to it before the first one goes. */
export async function addUserPoolClientSecret(
  { UserPoolId, ClientId, ClientSecret }: Input<'AddUserPoolClientSecret'>,
  uses: Uses<'store' | 'directory' | 'clock' | 'random'>,
  call: Call,
): Output<'AddUserPoolClientSecret'> {
  const secret = newClientSecret(uses, ClientId, ClientSecret);
  await changeClient(uses, { UserPoolId, ClientId }, call, (client) => {
    // The programs of a public client send no SECRET_HASH, and would all be locked out.
    if (client.secrets.length === 0) {
      throw new Failure('invalidParameter', {
        reason: `Client ${ClientId} is a public client and can not have a secret.`,
      });
    }
    if (client.secrets.length >= secretLimit) throw new Failure('clientSecretLimit');
    if (client.secrets.some(({ value }) => value === secret.value)) {
      throw new Failure('invalidParameter', { reason: 'The client has this secret already.' });
    }
    return { ...client, secrets: [...client.secrets, secret] };
  });
  return {
    ClientSecretDescriptor: {
      ClientSecretId: secret.id,
      ...(ClientSecret === undefined && { ClientSecretValue: secret.value }),
      ClientSecretCreateDate: new Date(secret.createdAt),
    },
  };
}
