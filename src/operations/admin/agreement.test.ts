import assert from 'node:assert/strict';
import { test } from 'node:test';
import { policy, trusts } from '../../../test/support/account.ts';
import {
  type IdentityWorld,
  openIdentityWorld,
  type Reader,
  trustsPool,
  type UserPoolPlace,
} from '../../../test/support/identity-world.ts';
import { explainAccess } from './explain-access.ts';
import { explainRole } from './explain-role.ts';

const elsewhere = 'us-east-1:00000000-0000-0000-0000-00000000beef';
const arn = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const call = { requestId: '1', region: 'us-east-1' };
const assuming = 'sts:AssumeRoleWithWebIdentity';

/** How a role may trust, by name. */
const trusting: Readonly<Record<string, (poolId: string) => string>> = {
  readers: (poolId) => trustsPool(poolId),
  tagged: (poolId) => trustsPool(poolId, 'authenticated', [assuming, 'sts:TagSession']),
  guests: (poolId) => trustsPool(poolId, 'unauthenticated'),
  elsewhere: () => trustsPool(elsewhere),
  anyPool: () => policy(trusts({ Federated: 'cognito-identity.amazonaws.com' }, assuming)),
  nobody: (poolId) => policy(JSON.parse(trustsPool(poolId)).Statement[0], deniedToAll),
};

const deniedToAll = { Effect: 'Deny', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:*' };

/** How a pool may choose a role for a login, by name. */
const mappings = {
  none: undefined,
  rules: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', value: 'paid' },
  noRule: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', value: 'staff' },
  resolved: { Type: 'Rules', AmbiguousRoleResolution: 'AuthenticatedRole', value: 'staff' },
} as const;

const tagMaps: readonly Readonly<Record<string, string>>[] = [{}, { tier: 'custom:tier' }];

/** A pool for every trust and mapping, with and without tags. */
async function pools(world: IdentityWorld, place: UserPoolPlace) {
  const made: { what: string; poolId: string }[] = [];
  for (const [trust, document] of Object.entries(trusting)) {
    for (const [mapping, settings] of Object.entries(mappings)) {
      for (const tags of tagMaps) {
        const poolId = await world.identityPool({
          CognitoIdentityProviders: [place.provider],
          AllowUnauthenticatedIdentities: mapping !== 'noRule',
        });
        const name = `r${made.length}`;
        const rights = policy({
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: "arn:aws:s3:::news/${aws:PrincipalTag/tier, 'free'}",
        });
        await world.account.role(name, { trust: document(poolId), policy: rights });
        const { value = '', ...mapped } = settings ?? {};
        const rule = { Claim: 'custom:tier', MatchType: 'Equals', Value: value, RoleARN: arn(name) } as const;
        await world.id('SetIdentityPoolRoles', {
          IdentityPoolId: poolId,
          Roles: { authenticated: arn(name), unauthenticated: arn(name) },
          ...(settings && {
            RoleMappings: {
              [`${place.key}:${place.clientId}`]: { Type: 'Rules', ...mapped, RulesConfiguration: { Rules: [rule] } },
            },
          }),
        });
        await world.id('SetPrincipalTagAttributeMap', {
          IdentityPoolId: poolId,
          IdentityProviderName: place.key,
          PrincipalTags: { ...tags },
        });
        made.push({ what: `${trust}, ${mapping}, ${Object.keys(tags).length} tags`, poolId });
      }
    }
  }
  return made;
}

const resources = ['arn:aws:s3:::news/free', 'arn:aws:s3:::news/paid'];

/** What GetCredentialsForIdentity answers, and which articles its credentials open. */
async function really(world: IdentityWorld, IdentityPoolId: string, reader: Reader | undefined) {
  const Logins = reader && { ...reader.logins };
  try {
    const { IdentityId } = await world.id('GetId', { IdentityPoolId, Logins });
    const { Credentials } = await world.id('GetCredentialsForIdentity', { IdentityId: IdentityId!, Logins });
    const key = { AccessKeyId: Credentials!.AccessKeyId!, SessionToken: Credentials!.SessionToken! };
    const principal = await world.account.signedWith(key);
    const decide = (resource: string) =>
      world.services.access.decide({ principal, region: 'us-east-1' }, 's3:GetObject', resource);
    const opened = await Promise.all(resources.map(decide));
    return { role: principal?.session?.roleArn, opened: opened.map(({ allowed, because }) => [allowed, because]) };
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { Code: code, Message: message };
  }
}

async function told(world: IdentityWorld, IdentityPoolId: string, reader: Reader | undefined) {
  const who = { IdentityPoolId, ...(reader && { Username: 'ada' }) };
  const role = await explainRole(who, world.services, call);
  const ask = (Resource: string) => explainAccess({ ...who, Action: 's3:GetObject', Resource }, world.services, call);
  const access = await Promise.all(resources.map(ask));
  assert.ok(access.every(({ Outcome }) => (Outcome === 'noRole') === !role.Granted));
  return role.Granted
    ? { role: role.Role, opened: access.map(({ Allowed, Because }) => [Allowed, Because]) }
    : role.ClientSees;
}

test('what is told is what happens, for readers and guests, whatever the trust, the mapping and the tags', async () => {
  await using world = await openIdentityWorld();
  const place = await world.userPool();
  const ada = await world.reader(place, 'ada', { email: 'ada@example.com', 'custom:tier': 'paid' });
  const seen = new Set<string>();
  for (const { what, poolId } of await pools(world, place)) {
    for (const reader of [ada, undefined]) {
      const happens = await really(world, poolId, reader);
      assert.deepEqual(await told(world, poolId, reader), happens, `${reader ? 'a reader' : 'a guest'}: ${what}`);
      seen.add('role' in happens ? JSON.stringify(happens.opened) : String(happens.Message));
    }
  }
  // Every way out was met: no guests, a denied mapping, a role that refuses, and credentials that open one article, or the other.
  assert.equal(seen.size, 5);
});
