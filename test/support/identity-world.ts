import { randomUUID } from 'node:crypto';
import type { IdentityPools } from '#contract/aws.ts';
import { identityPoolsModel } from '#contract/model.ts';
import { validatorOf } from '#contract/validate.ts';
import type { Role } from '#domain/iam/entities.ts';
import { operations } from '#operations/identity-pools/operations.gen.ts';
import type { Call, Services } from '#operations/operation.ts';
import { type Account, accountOf, policy, trusts } from './account.ts';
import { confirmedUser, password, passwordClient, type Place } from './people.ts';
import { openWorld, type World } from './world.ts';

type Name = keyof typeof operations & keyof IdentityPools;

/** Somebody of a user pool who has signed in. */
export interface Reader {
  readonly sub: string;
  readonly idToken: string;
  readonly accessToken: string;
  /** What stands in `Logins`. */
  readonly logins: Readonly<Record<string, string>>;
}

/** A world with identity pools, as the account's root unless said otherwise. */
export interface IdentityWorld extends World {
  readonly account: Account;
  id<Called extends Name>(
    name: Called,
    input: IdentityPools[Called]['input'],
    call?: Partial<Call>,
  ): Promise<IdentityPools[Called]['output']>;
  /** An identity pool. @returns its id */
  identityPool(settings?: Partial<IdentityPools['CreateIdentityPool']['input']>): Promise<string>;
  /** A role that identities of the pool may assume. */
  poolRole(name: string, poolId: string, more?: { amr?: string; policy?: string; tags?: boolean }): Promise<Role>;
  /** A user pool with a client, and what an identity pool and `Logins` call it. */
  userPool(): Promise<UserPoolPlace>;
  /** A new user of the pool, signed in. */
  reader(place: UserPoolPlace, name: string, attributes?: Readonly<Record<string, string>>): Promise<Reader>;
  /** Signs a user in once more. */
  signedIn(place: UserPoolPlace, name: string): Promise<Omit<Reader, 'sub'>>;
}

export interface UserPoolPlace extends Place {
  /** `cognito-idp.<region>.amazonaws.com/<user pool id>` */
  readonly key: string;
  readonly provider: { ProviderName: string; ClientId: string };
}

/** What a role must say to be assumed by identities of a pool. */
export const trustsPool = (poolId: string, amr = 'authenticated', actions = ['sts:AssumeRoleWithWebIdentity']) =>
  policy(
    trusts({ Federated: 'cognito-identity.amazonaws.com' }, actions, {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': poolId },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
    }),
  );

export async function openIdentityWorld(options: Parameters<typeof openWorld>[0] = {}): Promise<IdentityWorld> {
  const world = await openWorld(options);
  const account = accountOf(world);
  const id: IdentityWorld['id'] = async (name, input, call = {}) => {
    const operation = operations[name] as unknown as (input: unknown, uses: Services, call: Call) => Promise<never>;
    const valid = validatorOf(identityPoolsModel, name)(structuredClone(input));
    const principal = account.root;
    return operation(valid, world.services, { requestId: randomUUID(), region: world.region, principal, ...call });
  };
  async function signedIn(place: UserPoolPlace, name: string): Promise<Omit<Reader, 'sub'>> {
    const { AuthenticationResult } = await world.run('InitiateAuth', {
      ClientId: place.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: name, PASSWORD: password },
    });
    const { IdToken, AccessToken } = AuthenticationResult!;
    return { idToken: IdToken!, accessToken: AccessToken!, logins: { [place.key]: IdToken! } };
  }
  return {
    ...world,
    account,
    id,
    async identityPool(settings = {}) {
      const given = { IdentityPoolName: 'readers', AllowUnauthenticatedIdentities: false, ...settings };
      return (await id('CreateIdentityPool', given)).IdentityPoolId!;
    },
    poolRole: (name, poolId, { amr, policy: rights, tags } = {}) =>
      account.role(name, {
        trust: trustsPool(poolId, amr, ['sts:AssumeRoleWithWebIdentity', ...(tags ? ['sts:TagSession'] : [])]),
        ...(rights && { policy: rights }),
      }),
    async userPool() {
      const place = await world.pool(
        {
          AutoVerifiedAttributes: ['email'],
          Schema: [{ Name: 'tier', AttributeDataType: 'String', Mutable: true }],
        },
        passwordClient,
      );
      const key = `cognito-idp.${world.region}.amazonaws.com/${place.poolId}`;
      return { ...place, key, provider: { ProviderName: key, ClientId: place.clientId } };
    },
    async reader(place, name, attributes) {
      const sub = await confirmedUser(world, place, name, attributes ?? { email: `${name}@example.com` });
      return { sub, ...(await signedIn(place, name)) };
    },
    signedIn,
  };
}
