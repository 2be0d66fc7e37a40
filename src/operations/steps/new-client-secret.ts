import { clientSecret, enoughRandomBytes, uuid } from '#crypto/random-text.ts';
import type { ClientSecret } from '#domain/pools/client.ts';
import type { Uses } from '../operation.ts';

/** A secret for a client: the one given, or 52 random characters. Its id is `<client id>--<uuid>`. */
export function newClientSecret(
  { random, clock }: Uses<'random' | 'clock'>,
  clientId: string,
  given?: string,
): ClientSecret {
  return {
    id: `${clientId}--${uuid(random.bytes(16))}`,
    value: given ?? clientSecret(random.bytes(enoughRandomBytes)),
    createdAt: clock.now(),
  };
}
