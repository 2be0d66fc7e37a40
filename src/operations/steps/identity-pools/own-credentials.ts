import { webIdentityOf } from '#domain/credentials/web-identity.ts';
import { Failure } from '#domain/failures.ts';
import { ownProvider } from '#domain/identity-pools/providers.ts';
import type { CredentialSource, PoolRoleRequest } from '#ports/credential-source.ts';
import type { Uses } from '../../operation.ts';
import { assumeWithWebIdentity, type WebIdentityRequest } from '../assume-with-web-identity.ts';

/** The request as roles here see it. */
export const webIdentityRequest = ({ claims, region: _, ...asked }: PoolRoleRequest): WebIdentityRequest => ({
  ...asked,
  identity: webIdentityOf(ownProvider, ownProvider, claims),
});

/** Our own STS, which asks the trust policies of the roles in our own IAM. */
export const ownCredentials = (uses: Uses<'iam' | 'clock' | 'settings' | 'secrets' | 'random'>): CredentialSource => ({
  roles: 'here',
  async credentialsFor(request, caller) {
    try {
      return (await assumeWithWebIdentity(uses, caller, webIdentityRequest(request))).credentials;
    } catch (error) {
      throw error instanceof Failure ? new Failure('identityPoolMisconfigured') : error;
    }
  },
});
