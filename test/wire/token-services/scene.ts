import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { IAM } from '@aws-sdk/client-iam';
import { runningServer, type RunningServer } from '../../support/running-server.ts';

const password = 'Correct-Horse-9!';

/** A server with a user pool in which ada is in the group readers, and an identity pool that takes her and guests. */
export interface Readers extends AsyncDisposable {
  readonly server: RunningServer;
  readonly identities: CognitoIdentity;
  readonly iam: IAM;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly identityPoolId: string;
  /** What `Logins` calls the user pool. */
  readonly provider: string;
  /** Ada's ID token, fresh. */
  idToken(): Promise<string>;
  /** The identity pool's own token for ada, by the classic flow. */
  poolToken(): Promise<string>;
}

export async function openReaders(settings: Parameters<typeof runningServer>[1] = {}): Promise<Readers> {
  const server = await runningServer('sqlite', settings);
  const { sdk, credentials } = server;
  const options = { endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 };
  const [identities, iam] = [new CognitoIdentity(options), new IAM(options)];

  const { UserPool } = await sdk.createUserPool({ PoolName: 'readers' });
  const userPoolId = UserPool!.Id!;
  const { UserPoolClient } = await sdk.createUserPoolClient({
    UserPoolId: userPoolId,
    ClientName: 'web',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const clientId = UserPoolClient!.ClientId!;
  const ada = { UserPoolId: userPoolId, Username: 'ada' };
  await sdk.adminCreateUser({ ...ada, MessageAction: 'SUPPRESS' });
  await sdk.adminSetUserPassword({ ...ada, Password: password, Permanent: true });
  await sdk.createGroup({ UserPoolId: userPoolId, GroupName: 'readers' });
  await sdk.adminAddUserToGroup({ ...ada, GroupName: 'readers' });

  const provider = `cognito-idp.us-east-1.amazonaws.com/${userPoolId}`;
  const { IdentityPoolId = '' } = await identities.createIdentityPool({
    IdentityPoolName: 'readers',
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: true,
    CognitoIdentityProviders: [{ ProviderName: provider, ClientId: clientId }],
  });
  const idToken = async () => {
    const AuthParameters = { USERNAME: 'ada', PASSWORD: password };
    const signedIn = await sdk.initiateAuth({ ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
    return signedIn.AuthenticationResult!.IdToken!;
  };
  return {
    ...{ server, identities, iam, userPoolId, clientId, provider, identityPoolId: IdentityPoolId, idToken },
    async poolToken() {
      const Logins = { [provider]: await idToken() };
      const { IdentityId } = await identities.getId({ IdentityPoolId, Logins });
      return (await identities.getOpenIdToken({ IdentityId, Logins })).Token!;
    },
    async [Symbol.asyncDispose]() {
      identities.destroy();
      iam.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}
