import { attributeList } from '#domain/users/attributes.ts';
import type { Input, Output, Uses } from '../../operation.ts';
import { signedInUser } from '../../steps/signed-in-user.ts';

/** The signed-in user's attributes, as far as the client may read them. */
export async function getUser(
  { AccessToken }: Input<'GetUser'>,
  uses: Uses<'directory' | 'signingKeys' | 'settings' | 'store' | 'clock'>,
): Output<'GetUser'> {
  const { client, user } = await signedInUser(uses, AccessToken);
  return { Username: user.username, UserAttributes: attributeList(user, client.readable) };
}
