import { randomUUID } from 'node:crypto';
import { cachedAccessKeys } from '#adapters/keys/access-keys.ts';
import { stsModel } from '#contract/model.ts';
import type { Sts } from '#contract/aws.ts';
import { validatorOf } from '#contract/validate.ts';
import { uniqueId } from '#domain/credentials/identifiers.ts';
import type { IamUser, Role } from '#domain/iam/entities.ts';
import { createSAMLProvider } from '#operations/iam/saml-providers/create-saml-provider.ts';
import { createIdentityPool } from '#operations/identity-pools/pools/create-identity-pool.ts';
import { operations } from '#operations/sts/operations.gen.ts';
import type { Call, Services } from '#operations/operation.ts';
import type { Principal } from '#ports/access-keys.ts';
import type { World } from './world.ts';

type StsName = keyof typeof operations & keyof Sts;

/** Statements, or everything about one action on one resource. */
export const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
export const allow = (action: string | readonly string[], resource = '*', more: object = {}): object => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
});
/** A statement of a trust policy. */
export const trusts = (principal: object | string, action: string | readonly string[], condition?: object): object => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  ...(condition && { Condition: condition }),
});

export interface Credentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: Date;
}

/** Users and roles of a world, and whatever acts as them. */
export interface Account {
  role(name: string, more: Partial<Role> & { trust: string; policy?: string }): Promise<Role>;
  user(name: string, policy?: string): Promise<Principal>;
  /** Registers an OpenID Connect provider. @returns its ARN */
  oidcProvider(url: string, clientIds: readonly string[], thumbprints?: readonly string[]): Promise<string>;
  /** Registers a SAML provider with its metadata. @returns its ARN */
  samlProvider(name: string, metadata: string): Promise<string>;
  /** An identity pool. @returns its id */
  identityPool(): Promise<string>;
  /** The token of an identity of a pool, as GetOpenIdToken gives it. */
  identityToken(poolId: string, claims?: Readonly<Record<string, unknown>>): Promise<string>;
  readonly root: Principal;
  /** Who a request with these credentials is from, as the server finds it. */
  signedWith(credentials: { AccessKeyId?: string; SessionToken?: string } | undefined): Promise<Principal | undefined>;
  sts<Name extends StsName>(name: Name, input: Sts[Name]['input'], call?: Partial<Call>): Promise<Sts[Name]['output']>;
}

/** Of the identity whose tokens a test has. */
export const identityId = 'us-east-1:11111111-2222-3333-4444-555555555555';

/** The trust policy of a role for a pool's signed-in identities. */
export const trustsPool = (
  poolId: string,
  { actions = ['sts:AssumeRoleWithWebIdentity'], amr = 'authenticated' }: { actions?: string[]; amr?: string } = {},
): string =>
  policy(
    trusts({ Federated: 'cognito-identity.amazonaws.com' }, actions, {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': poolId },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
    }),
  );

export function accountOf({ services, store, clock, region }: World): Account {
  const { accountId } = services.settings;
  const arn = (rest: string) => `arn:aws:iam::${accountId}:${rest}`;
  const id = (prefix: 'AROA' | 'AIDA' | 'AKIA') => uniqueId(prefix, accountId, services.random.bytes(16));
  const keys = cachedAccessKeys({ store, secrets: services.secrets, iam: services.iam, accountId });

  async function withPolicy(
    ownerId: string,
    document: string | undefined,
    insert: (stores: typeof store) => Promise<unknown>,
  ) {
    await store.write(async (stores) => {
      await stores.iam.changing();
      await insert(stores as typeof store);
      if (document) await stores.iam.inlinePolicies.put(ownerId, { name: 'rights', document });
    });
    services.iam.forget();
  }

  return {
    root: { kind: 'root', arn: arn('root'), accountId, accessKeyId: id('AKIA') },
    async role(name, { trust, policy: document, ...more }) {
      const path = more.path ?? '/';
      const role: Role = {
        id: id('AROA'),
        name,
        path,
        arn: arn(`role${path}${name}`),
        createdAt: clock.now(),
        boundaryArn: undefined,
        tags: {},
        description: undefined,
        trustPolicy: trust,
        maxSessionDuration: 3_600,
        sessionsValidFrom: 0,
        lastUsed: undefined,
        ...more,
      };
      await withPolicy(role.id, document, (stores) => stores.iam.roles.insert(role));
      return role;
    },
    async user(name, document) {
      const user: IamUser = {
        id: id('AIDA'),
        name,
        path: '/',
        arn: arn(`user/${name}`),
        createdAt: clock.now(),
        boundaryArn: undefined,
        tags: {},
      };
      await withPolicy(user.id, document, (stores) => stores.iam.users.insert(user));
      return { kind: 'user', arn: user.arn, accountId, accessKeyId: id('AKIA'), userId: user.id, userName: name };
    },
    async oidcProvider(url, clientIds, thumbprints = []) {
      const provider = {
        url: url.replace(/^https?:\/\//, ''),
        clientIds,
        thumbprints,
        createdAt: clock.now(),
        tags: {},
      };
      const own = arn(`oidc-provider/${provider.url}`);
      await withPolicy('', undefined, (stores) => stores.iam.oidcProviders.insert({ ...provider, arn: own }));
      return own;
    },
    async samlProvider(Name, SAMLMetadataDocument) {
      return (await createSAMLProvider({ Name, SAMLMetadataDocument }, services)).SAMLProviderArn!;
    },
    async identityPool() {
      const input = { IdentityPoolName: 'test', AllowUnauthenticatedIdentities: true };
      const pool = await createIdentityPool(input, services, { requestId: randomUUID(), region });
      return pool.IdentityPoolId!;
    },
    identityToken(poolId, claims = {}) {
      const issuedAt = Math.floor(clock.now() / 1_000);
      const own = { sub: identityId, aud: poolId, amr: ['authenticated'], iss: services.identityTokens.issuer };
      return services.identityTokens.sign(region, { ...own, iat: issuedAt, exp: issuedAt + 600, ...claims });
    },
    async signedWith({ AccessKeyId = '', SessionToken } = {}) {
      return (await keys.find(AccessKeyId, SessionToken))?.principal;
    },
    async sts(name, input, call = {}) {
      const operation = operations[name] as unknown as (input: unknown, uses: Services, call: Call) => Promise<never>;
      const valid = validatorOf(stsModel, name)(structuredClone(input));
      return operation(valid, services, { requestId: randomUUID(), region, ...call });
    },
  };
}
