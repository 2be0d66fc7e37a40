import { Failure } from '#domain/failures.ts';
import type { VerifiedLogin } from '#domain/identity-pools/verified-login.ts';

/** An assertion of a SAML provider that is registered with IAM. */
export async function verifySamlLogin(): Promise<VerifiedLogin> {
  throw new Failure('notHonoured', { setting: 'A SAML login' });
}
