import { webIdentityOf } from '#domain/credentials/web-identity.ts';
import { Failure } from '#domain/failures.ts';
import { ownProvider } from '#domain/identity-pools/providers.ts';
import type { CredentialSource } from '#ports/credential-source.ts';
import type { Uses } from '../../operation.ts';
import { assumeWithWebIdentity } from '../assume-with-web-identity.ts';

/** Our own STS, which asks the trust policies of the roles in our own IAM. */
export const ownCredentials = (uses: Uses<'iam' | 'clock' | 'settings' | 'secrets' | 'random'>): CredentialSource => ({
  roles: 'here',
  async credentialsFor({ claims, region: _, ...asked }, caller) {
    try {
      const identity = webIdentityOf(ownProvider, ownProvider, claims);
      return (await assumeWithWebIdentity(uses, caller, { ...asked, identity })).credentials;
    } catch (error) {
      throw error instanceof Failure ? new Failure('identityPoolMisconfigured') : error;
    }
  },
});
