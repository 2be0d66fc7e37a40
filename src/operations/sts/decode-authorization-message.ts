import { Failure } from '#domain/failures.ts';
import type { Input, Output, Uses } from '../operation.ts';

/** The decision that an encoded message of a refusal holds, as JSON. Only messages of this server open. */
export async function decodeAuthorizationMessage(
  { EncodedMessage }: Input<'DecodeAuthorizationMessage'>,
  { secrets }: Uses<'secrets'>,
): Output<'DecodeAuthorizationMessage'> {
  const message = secrets.unseal(EncodedMessage, 'authorization-message');
  if (!message) throw new Failure('invalidAuthorizationMessage');
  return { DecodedMessage: Buffer.from(message).toString('utf8') };
}
