import { Failure } from '#domain/failures.ts';
import { nameIdentifierClaim } from '#domain/identity-pools/saml-claims.ts';
import { samlLogin } from '../identity-pools/logins/saml.ts';
import type { LoginAsked, LoginAskedUses, WhoComes } from './who-comes.ts';

/**
 * A login with an assertion of a SAML provider. The claims are its attributes; who it is, the NameID, is one of them.
 * @throws Failure `loginsDontMatch` where IAM has no such provider any more, `validation`
 */
export async function samlLoginAsked(
  uses: LoginAskedUses,
  key: string,
  { Claims = {}, subject }: WhoComes,
): Promise<LoginAsked> {
  const ready = await uses.iam.samlProvider(key);
  if (!ready) throw new Failure('loginsDontMatch');
  const attributes = new Map(
    Object.entries(Claims).map(([name, value]) => [name, [value].flat().map(String)] as const),
  );
  const named = attributes.get(nameIdentifierClaim)?.[0] ?? subject?.slice(subject.indexOf(':') + 1);
  const login = samlLogin(uses, ready, { attributes }, named ?? 'unknown');
  if (subject !== undefined && login.subject !== subject) {
    throw new Failure('validation', { reason: `The identity is not ${named}.` });
  }
  const notes =
    named === undefined ? [`Nobody said who it is (${nameIdentifierClaim}), so 'unknown' stands for it.`] : [];
  return { login, obstacles: [], notes };
}
