import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import type { RunningServer } from '../../support/running-server.ts';

const password = 'Correct-Horse-9!';

export interface SignedInReader {
  readonly UserPoolId: string;
  readonly sub: string;
  /** The user pool's key in `Logins`. */
  readonly ProviderName: string;
  readonly IdentityPoolId: string;
  readonly IdentityId: string;
}

/** A reader who has signed in, and an identity pool's identity of it. */
export async function signedInReader({ url, sdk }: Pick<RunningServer, 'url' | 'sdk'>): Promise<SignedInReader> {
  const { UserPool } = await sdk.createUserPool({ PoolName: 'newsletter' });
  const UserPoolId = UserPool!.Id!;
  const { UserPoolClient } = await sdk.createUserPoolClient({
    ...{ UserPoolId, ClientName: 'web', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  });
  const ClientId = UserPoolClient!.ClientId!;
  await sdk.adminCreateUser({ UserPoolId, Username: 'ada', MessageAction: 'SUPPRESS' });
  await sdk.adminSetUserPassword({ UserPoolId, Username: 'ada', Password: password, Permanent: true });
  const { AuthenticationResult } = await sdk.initiateAuth({
    ...{ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'ada', PASSWORD: password } },
  });
  const { UserAttributes } = await sdk.adminGetUser({ UserPoolId, Username: 'ada' });
  const sub = UserAttributes!.find(({ Name }) => Name === 'sub')!.Value!;
  const ProviderName = `cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`;
  const identities = new CognitoIdentity({
    endpoint: url,
    region: 'us-east-1',
    credentials: sdk.config.credentials,
    maxAttempts: 1,
  });
  const { IdentityPoolId } = await identities.createIdentityPool({
    ...{ IdentityPoolName: 'readers', AllowUnauthenticatedIdentities: false },
    CognitoIdentityProviders: [{ ProviderName, ClientId }],
  });
  const Logins = { [ProviderName]: AuthenticationResult!.IdToken! };
  const { IdentityId } = await identities.getId({ IdentityPoolId: IdentityPoolId!, Logins });
  identities.destroy();
  return { UserPoolId, sub, ProviderName, IdentityPoolId: IdentityPoolId!, IdentityId: IdentityId! };
}
