import { iam, identityPools, publicRequest, region, signedRequest } from './aws-request.ts';
import type { SigningCredentials } from './aws-request.ts';
import type { HttpConnection } from './http-connection.ts';
import { mainPool, type Site } from './site.ts';
import { ask, exchange } from './workload.ts';

/** An identity pool with guests and the users of the main pool, and one role for all of them. */
export interface BenchIdentityPool {
  readonly identityPoolId: string;
  /** The user pool's key in `Logins`. */
  readonly provider: string;
  readonly roleArn: string;
}

/** Makes one. @param purpose distinguishes its role from those of other workloads */
export async function makeIdentityPool(
  site: Site,
  connection: HttpConnection,
  purpose: string,
): Promise<BenchIdentityPool> {
  const { credentials, run } = site;
  const { poolId, clientId: ClientId } = mainPool(site);
  const provider = `cognito-idp.${region}.amazonaws.com/${poolId}`;
  const { IdentityPoolId } = await ask<{ IdentityPoolId: string }>(
    connection,
    signedRequest(
      credentials,
      'CreateIdentityPool',
      {
        IdentityPoolName: `bench-${purpose}`,
        AllowUnauthenticatedIdentities: true,
        AllowClassicFlow: true,
        CognitoIdentityProviders: [{ ProviderName: provider, ClientId }],
      },
      identityPools,
    ),
  );
  const role = { RoleName: `bench-${run}-${purpose}`, AssumeRolePolicyDocument: trustIn(IdentityPoolId) };
  const roleArn = textIn(await exchange(connection, signedRequest(credentials, 'CreateRole', role, iam)), 'Arn');
  const Roles = { authenticated: roleArn, unauthenticated: roleArn };
  await ask(connection, signedRequest(credentials, 'SetIdentityPoolRoles', { IdentityPoolId, Roles }, identityPools));
  return { identityPoolId: IdentityPoolId, provider, roleArn };
}

const trustIn = (identityPoolId: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': identityPoolId },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': ['authenticated', 'unauthenticated'] },
        },
      },
    ],
  });

/** What comes after `GetId`: who somebody is in the pool. A guest has no logins, and is a new one. */
export async function identityOf(
  connection: HttpConnection,
  { identityPoolId: IdentityPoolId }: BenchIdentityPool,
  Logins?: Readonly<Record<string, string>>,
): Promise<string> {
  const request = publicRequest('GetId', { IdentityPoolId, Logins }, identityPools);
  const { IdentityId } = await ask<{ IdentityId?: string }>(connection, request);
  if (!IdentityId) throw new Error('GetId answered no identity.');
  return IdentityId;
}

interface CredentialsAnswer {
  readonly Credentials?: {
    readonly AccessKeyId: string;
    readonly SecretKey: string;
    readonly SessionToken: string;
  };
}

/** The enhanced flow's second half. */
export async function credentialsOf(
  connection: HttpConnection,
  IdentityId: string,
  Logins?: Readonly<Record<string, string>>,
): Promise<SigningCredentials> {
  const request = publicRequest('GetCredentialsForIdentity', { IdentityId, Logins }, identityPools);
  const { Credentials: found } = await ask<CredentialsAnswer>(connection, request);
  if (!found?.SessionToken) throw new Error('GetCredentialsForIdentity answered no credentials.');
  return { accessKeyId: found.AccessKeyId, secretAccessKey: found.SecretKey, sessionToken: found.SessionToken };
}

/** The text of an element in an answer of AWS Query. @throws Error when it is not there */
export function textIn(xml: string, element: string): string {
  const [, text] = new RegExp(`<${element}>([^<]+)</${element}>`).exec(xml) ?? [];
  if (text === undefined) throw new Error(`The answer holds no ${element}: ${xml.slice(0, 300)}`);
  return text;
}
