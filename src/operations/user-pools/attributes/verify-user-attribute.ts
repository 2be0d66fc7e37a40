import { Failure } from '#domain/failures.ts';
import { withVerified } from '#domain/users/change-attributes.ts';
import { contactAttribute } from '#domain/users/contacts.ts';
import { aliasesOf } from '#domain/users/names.ts';
import type { Input, Output, Uses } from '../../operation.ts';
import { limitAttempts } from '../../steps/limit-attempts.ts';
import { signedInUser } from '../../steps/signed-in-user.ts';
import { proveCode, takeCode } from '../../steps/take-code.ts';

/** Verifies an address of the signed-in user by the code sent to it; a new one that waited replaces the old. */
export async function verifyUserAttribute(
  { AccessToken, AttributeName, Code }: Input<'VerifyUserAttribute'>,
  uses: Uses<'directory' | 'signingKeys' | 'settings' | 'store' | 'secrets' | 'clock'>,
): Output<'VerifyUserAttribute'> {
  const { pool, user } = await signedInUser(uses, AccessToken);
  const attribute = contactAttribute(AttributeName);
  if (!attribute) {
    throw new Failure('invalidParameter', {
      reason: `Only email and phone_number can be verified, not ${AttributeName}.`,
    });
  }
  await limitAttempts(uses, pool, user, 'verifyAttribute');

  const code = await proveCode(uses, { pool, user, purpose: `verify:${attribute}`, typed: Code });
  await uses.store.write(async (stores) => {
    await takeCode(stores, code);
    const changed = await stores.users.change(pool.id, user.sub, (current) => {
      const verified = withVerified(current, attribute, code.value, uses.clock.now());
      if (!verified) throw new Failure('codeExpired');
      return verified;
    });
    if (!changed) throw new Failure('unknownUser');
    await stores.users.setAliases(pool.id, user.sub, aliasesOf(pool, changed.attributes));
  });
  return {};
}
