import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { allow, policy, trusts } from '../../../../test/support/account.ts';
import { openIdentityWorld, trustsPool, type Reader } from '../../../../test/support/identity-world.ts';
import { refusal } from '../../../../test/support/refusal.ts';

const misconfigured = refusal(
  'InvalidIdentityPoolConfigurationException',
  'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
);
const ambiguous = refusal('NotAuthorizedException', 'The ambiguous role mapping rules denied this request');
const federated = { Federated: 'cognito-identity.amazonaws.com' };
const action = 'sts:AssumeRoleWithWebIdentity';
const forAmr = (amr: string) => ({ 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr } });
const forPool = (poolId: string) => ({ StringEquals: { 'cognito-identity.amazonaws.com:aud': poolId } });

/** A pool with guests and one user pool, and a role for each kind of identity. */
async function opened(settings: object = {}) {
  const world = await openIdentityWorld();
  const users = await world.userPool();
  const poolId = await world.identityPool({
    ...{ CognitoIdentityProviders: [users.provider], AllowUnauthenticatedIdentities: true },
    ...settings,
  });
  const [reader, guestRole] = [
    await world.poolRole('reader', poolId),
    await world.poolRole('guest', poolId, { amr: 'unauthenticated', policy: policy(allow('*')) }),
  ];
  const clientKey = `${users.key}:${users.clientId}`;
  const setRoles = (Roles: object, mapping?: object) =>
    world.id('SetIdentityPoolRoles', {
      ...{ IdentityPoolId: poolId, Roles: { ...Roles } },
      ...(mapping && { RoleMappings: { [clientKey]: mapping as never } }),
    });
  await setRoles({ authenticated: reader.arn, unauthenticated: guestRole.arn });
  const id = async (logins?: Reader['logins']) =>
    (await world.id('GetId', { IdentityPoolId: poolId, ...(logins && { Logins: { ...logins } }) })).IdentityId!;
  const credentials = (IdentityId: string, logins?: Reader['logins'], CustomRoleArn?: string) =>
    world.id('GetCredentialsForIdentity', { IdentityId, CustomRoleArn, ...(logins && { Logins: { ...logins } }) });
  /** Whose session somebody gets. */
  const session = async (logins?: Reader['logins'], CustomRoleArn?: string) => {
    const { Credentials } = await credentials(await id(logins), logins, CustomRoleArn);
    const { SecretKey, ...rest } = Credentials!;
    return world.account.signedWith({ ...rest, ...(SecretKey && { SecretAccessKey: SecretKey }) });
  };
  const roleOf = async (logins?: Reader['logins'], CustomRoleArn?: string) =>
    (await session(logins, CustomRoleArn))?.session?.roleArn?.replace(/.*\//, '');
  return {
    ...{ world, users, poolId, reader, guestRole, setRoles, id, credentials, session, roleOf },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

suite('GetCredentialsForIdentity refuses, and says no more than that the pool is misconfigured,', () => {
  test('where the pool has no role', async () => {
    await using it = await opened();
    await it.setRoles({});
    const ada = await it.world.reader(it.users, 'ada');
    await assert.rejects(it.session(ada.logins), misconfigured);
    await assert.rejects(it.session(), misconfigured);
  });

  for (const [what, conditions] of [
    ['which pool', forAmr('authenticated')],
    ['whether guests are meant', forPool('*')],
    ['anything', undefined],
  ] as const) {
    test(`where the role's trust policy does not say ${what}`, async () => {
      await using it = await opened();
      const Condition = conditions && JSON.parse(JSON.stringify(conditions).replace('*', it.poolId));
      const role = await it.world.account.role('careless', { trust: policy(trusts(federated, action, Condition)) });
      await it.setRoles({ authenticated: role.arn });
      await assert.rejects(it.session((await it.world.reader(it.users, 'ada')).logins), misconfigured);
    });
  }

  for (const [what, trust] of [
    ['another pool', () => trustsPool('us-east-1:00000000-0000-4000-8000-000000000000')],
    ['guests only', (poolId: string) => trustsPool(poolId, 'unauthenticated')],
    ['no web identity', (poolId: string) => trustsPool(poolId, 'authenticated', ['sts:AssumeRole'])],
    ['Google only', () => policy(trusts({ Federated: 'accounts.google.com' }, action))],
  ] as const) {
    test(`where the role trusts ${what}`, async () => {
      await using it = await opened();
      const role = await it.world.account.role('other', { trust: trust(it.poolId) });
      await it.setRoles({ authenticated: role.arn });
      await assert.rejects(it.session((await it.world.reader(it.users, 'ada')).logins), misconfigured);
    });
  }

  test('where the role is deleted', async () => {
    await using it = await opened();
    const ada = await it.world.reader(it.users, 'ada');
    await it.session(ada.logins);
    await it.world.store.write(async (stores) => {
      await stores.iam.changing();
      await stores.iam.roles.delete(it.reader.id);
    });
    it.world.services.iam.forget();
    await assert.rejects(it.session(ada.logins), misconfigured);
  });

  test('where claims become tags and the role does not allow sts:TagSession', async () => {
    await using it = await opened();
    const ada = await it.world.reader(it.users, 'ada');
    const map = { IdentityPoolId: it.poolId, IdentityProviderName: it.users.key };
    await it.world.id('SetPrincipalTagAttributeMap', { ...map, PrincipalTags: { user: 'sub' } });
    await assert.rejects(it.session(ada.logins), misconfigured);
    const tagging = await it.world.poolRole('tagging', it.poolId, { tags: true });
    await it.setRoles({ authenticated: tagging.arn });
    assert.deepEqual((await it.session(ada.logins))!.session!.tags, { user: ada.sub });
    await it.world.id('SetPrincipalTagAttributeMap', { ...map, UseDefaults: true, PrincipalTags: { user: 'sub' } });
    const defaults = { username: ada.sub, client: it.users.clientId };
    assert.deepEqual((await it.session(ada.logins))!.session!.tags, defaults);
    // A claim that the token has not is no tag, and asks for no right to tag.
    await it.world.id('SetPrincipalTagAttributeMap', { ...map, PrincipalTags: { plan: 'custom:none' } });
    await it.setRoles({ authenticated: it.reader.arn });
    assert.deepEqual((await it.session(ada.logins))!.session!.tags, {});
  });

  test('where tags are too large', async () => {
    await using it = await opened();
    const attributes = { email: 'ada@example.com', 'custom:tier': 'x'.repeat(240), nickname: 'y'.repeat(240) };
    const ada = await it.world.reader(it.users, 'ada', attributes);
    const tagging = await it.world.poolRole('tagging', it.poolId, { tags: true });
    await it.setRoles({ authenticated: tagging.arn });
    const map = { IdentityPoolId: it.poolId, IdentityProviderName: it.users.key };
    await it.world.id('SetPrincipalTagAttributeMap', { ...map, PrincipalTags: { tier: 'custom:tier' } });
    assert.equal((await it.session(ada.logins))!.session!.tags['tier']!.length, 240);
    const both = { tier: 'custom:tier', name: 'nickname' };
    await it.world.id('SetPrincipalTagAttributeMap', { ...map, PrincipalTags: both });
    await assert.rejects(it.session(ada.logins), misconfigured);
    const asked = it.world.id('GetOpenIdToken', { IdentityId: await it.id(ada.logins), Logins: { ...ada.logins } });
    await assert.rejects(asked, refusal('InvalidParameterException', /460 bytes/));
  });
});

suite('GetCredentialsForIdentity refuses', () => {
  // ledger: GetCredentialsForIdentity.IdentityId honoured — a guest's is enough by itself; another needs one of its logins
  test('an identity that is not there, a user’s without a login, and a guest’s where guests are off', async () => {
    await using it = await opened();
    const unknown = 'us-east-1:00000000-0000-4000-8000-000000000000';
    const notFound = refusal('ResourceNotFoundException', `Identity '${unknown}' not found.`);
    await assert.rejects(it.credentials(unknown), notFound);
    const ada = await it.world.reader(it.users, 'ada');
    const [own, guest] = [await it.id(ada.logins), await it.id()];
    const forbidden = refusal('NotAuthorizedException', `Access to Identity '${own}' is forbidden.`);
    await assert.rejects(it.credentials(own), forbidden);
    await it.credentials(guest);
    await it.world.id('UpdateIdentityPool', {
      ...{ IdentityPoolId: it.poolId, IdentityPoolName: 'readers', AllowUnauthenticatedIdentities: false },
      CognitoIdentityProviders: [it.users.provider],
    });
    const off = refusal('NotAuthorizedException', 'Unauthenticated access is not supported for this identity pool.');
    await assert.rejects(it.credentials(guest), off);
  });

  // ledger: GetCredentialsForIdentity.CustomRoleArn honoured — one of the token's roles, of the rules that match, or the pool's own
  test('a role that the token does not list, and gives one that it lists', async () => {
    await using it = await opened();
    const [free, paid] = [await it.world.poolRole('free', it.poolId), await it.world.poolRole('paid', it.poolId)];
    await it.setRoles(
      { authenticated: it.reader.arn },
      { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' },
    );
    await inGroups(it, 'ada', [free.arn, 1], [paid.arn, 2]);
    const { logins } = await it.world.signedIn(it.users, 'ada');
    assert.equal(await it.roleOf(logins), 'free');
    assert.equal(await it.roleOf(logins, paid.arn), 'paid');
    for (const wanted of [it.reader.arn, it.guestRole.arn, 'arn:aws:iam::000000000000:role/none']) {
      const forbidden = refusal('NotAuthorizedException', `Access to Role '${wanted}' is forbidden.`);
      await assert.rejects(it.session(logins, wanted), forbidden);
    }
  });

  test('another role than the pool’s where nothing is mapped, also to guests', async () => {
    await using it = await opened();
    const ada = await it.world.reader(it.users, 'ada');
    const forbidden = (arn: string) => refusal('NotAuthorizedException', `Access to Role '${arn}' is forbidden.`);
    await assert.rejects(it.session(ada.logins, it.guestRole.arn), forbidden(it.guestRole.arn));
    await assert.rejects(it.session(undefined, it.reader.arn), forbidden(it.reader.arn));
    assert.equal(await it.roleOf(ada.logins, it.reader.arn), 'reader');
  });

  test('what is ambiguous where the mapping denies it, and gives the pool’s role where it does not', async () => {
    await using it = await opened();
    const [free, paid] = [await it.world.poolRole('free', it.poolId), await it.world.poolRole('paid', it.poolId)];
    await inGroups(it, 'ada', [free.arn, 1], [paid.arn, 1]);
    const { logins } = await it.world.signedIn(it.users, 'ada');
    const Rules = [{ Claim: 'custom:tier', MatchType: 'Equals', Value: 'paid', RoleARN: paid.arn }];
    for (const mapping of [{ Type: 'Token' }, { Type: 'Rules', RulesConfiguration: { Rules } }]) {
      const roles = { authenticated: it.reader.arn };
      await it.setRoles(roles, { ...mapping, AmbiguousRoleResolution: 'Deny' });
      await assert.rejects(it.session(logins), ambiguous);
      await it.setRoles(roles, { ...mapping, AmbiguousRoleResolution: 'AuthenticatedRole' });
      assert.equal(await it.roleOf(logins), 'reader');
    }
  });
});

/** A user in groups with roles and precedences. */
async function inGroups(
  { world, users }: Pick<Awaited<ReturnType<typeof opened>>, 'world' | 'users'>,
  name: string,
  ...groups: readonly (readonly [role: string, precedence: number])[]
) {
  await world.reader(users, name);
  for (const [RoleArn, Precedence] of groups) {
    const GroupName = `group-of-${RoleArn.replace(/.*\//, '')}`;
    const group = { UserPoolId: users.poolId, GroupName };
    await world.run('CreateGroup', { ...group, RoleArn, Precedence });
    await world.run('AdminAddUserToGroup', { ...group, Username: name });
  }
}

suite('credentials of the enhanced flow', () => {
  // ledger: GetCredentialsForIdentity honoured — the pool chooses the role; an hour, under the session name CognitoIdentityCredentials
  test('are a session of the role for an hour, and say whose', async () => {
    await using it = await opened();
    const ada = await it.world.reader(it.users, 'ada');
    const own = await it.id(ada.logins);
    const { IdentityId, Credentials } = await it.credentials(own, ada.logins);
    assert.equal(IdentityId, own);
    assert.equal(Credentials!.Expiration!.getTime(), it.world.clock.now() + 3_600_000);
    assert.deepEqual(Object.keys(Credentials!).toSorted(), ['AccessKeyId', 'Expiration', 'SecretKey', 'SessionToken']);
    const who = (await it.session(ada.logins))!;
    assert.equal(who.arn, 'arn:aws:sts::000000000000:assumed-role/reader/CognitoIdentityCredentials');
    assert.deepEqual(
      { ...who.session!.context },
      {
        'cognito-identity.amazonaws.com:aud': it.poolId,
        'cognito-identity.amazonaws.com:sub': own,
        'cognito-identity.amazonaws.com:amr': [
          'authenticated',
          it.users.key,
          `${it.users.key}:CognitoSignIn:${ada.sub}`,
        ],
      },
    );
  });

  test('of users are as wide as their role, of guests narrower', async () => {
    await using it = await opened();
    const wide = await it.world.poolRole('wide', it.poolId, { policy: policy(allow('*')) });
    await it.setRoles({ authenticated: wide.arn, unauthenticated: it.guestRole.arn });
    const ada = await it.world.reader(it.users, 'ada');
    const may = async (logins: Reader['logins'] | undefined, asked: string) => {
      const call = { principal: await it.session(logins), region: 'us-east-1' };
      return (await it.world.services.access.decide(call, asked, '*')).allowed;
    };
    for (const [asked, byGuest] of [
      ['s3:GetObject', true],
      ['rum:PutRumEvents', true],
      ['iam:CreateUser', false],
      ['ec2:RunInstances', false],
    ] as const) {
      assert.equal(await may(ada.logins, asked), true, asked);
      assert.equal(await may(undefined, asked), byGuest, asked);
    }
  });

  test('lead a guest who signs in to the identity that answers, which may be another', async () => {
    await using it = await opened();
    const ada = await it.world.reader(it.users, 'ada');
    const [own, guest] = [await it.id(ada.logins), await it.id()];
    assert.equal((await it.credentials(guest, ada.logins)).IdentityId, own);
    const bob = await it.world.reader(it.users, 'bob');
    const fresh = await it.id();
    assert.equal((await it.credentials(fresh, bob.logins)).IdentityId, fresh);
  });

  // ledger: GetCredentialsForIdentity.Logins honoured — all are verified, and what is new is linked; a developer's token stands alone
  test('hang on the role that a group, a rule or neither gives', async () => {
    await using it = await opened();
    const [free, paid] = [await it.world.poolRole('free', it.poolId), await it.world.poolRole('paid', it.poolId)];
    await inGroups(it, 'ada', [free.arn, 5], [paid.arn, 1]);
    const ada = await it.world.signedIn(it.users, 'ada');
    const bob = await it.world.reader(it.users, 'bob', { email: 'bob@example.com', 'custom:tier': 'gold-2' });
    const roles = { authenticated: it.reader.arn };
    await it.setRoles(roles, { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' });
    assert.deepEqual([await it.roleOf(ada.logins), await it.roleOf(bob.logins)], ['paid', 'reader']);
    const rule = (Claim: string, MatchType: string, Value: string, RoleARN: string) => ({
      ...{ Claim, MatchType, Value, RoleARN },
    });
    const Rules = [
      rule('custom:tier', 'StartsWith', 'gold', paid.arn),
      rule('cognito:groups', 'Contains', 'group-of-free', free.arn),
    ];
    await it.setRoles(roles, { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules } });
    assert.deepEqual([await it.roleOf(ada.logins), await it.roleOf(bob.logins)], ['free', 'paid']);
  });
});

suite('the classic flow', () => {
  // ledger: GetOpenIdToken honoured — refused where the classic flow is off or roles are mapped; ten minutes
  test('is refused where it is switched off, and where roles are mapped', async () => {
    await using it = await opened({ AllowClassicFlow: false });
    const off = 'Basic (classic) flow is not enabled, please use enhanced flow.';
    const token = async () => it.world.id('GetOpenIdToken', { IdentityId: await it.id() });
    await assert.rejects(token(), refusal('InvalidParameterException', off));
    await it.session();
    await it.world.id('UpdateIdentityPool', {
      ...{ IdentityPoolId: it.poolId, IdentityPoolName: 'readers', AllowUnauthenticatedIdentities: true },
      ...{ AllowClassicFlow: true, CognitoIdentityProviders: [it.users.provider] },
    });
    await token();
    await it.setRoles({ authenticated: it.reader.arn }, { Type: 'Token', AmbiguousRoleResolution: 'Deny' });
    const mapped = 'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.';
    await assert.rejects(token(), refusal('InvalidParameterException', mapped));
  });

  // ledger: GetOpenIdToken.IdentityId honoured — as GetCredentialsForIdentity's
  // ledger: GetOpenIdToken.Logins honoured — as GetCredentialsForIdentity's; the token's amr names those of the call
  test('gives a token of the pool, with the tags that the pool gives, and STS takes it for any role that trusts the pool', async () => {
    await using it = await opened();
    const ada = await it.world.reader(it.users, 'ada', { email: 'ada@example.com', 'custom:tier': 'paid' });
    await it.world.id('SetPrincipalTagAttributeMap', {
      ...{ IdentityPoolId: it.poolId, IdentityProviderName: it.users.key, PrincipalTags: { tier: 'custom:tier' } },
    });
    const IdentityId = await it.id(ada.logins);
    const { Token } = await it.world.id('GetOpenIdToken', { IdentityId, Logins: { ...ada.logins } });
    const read = (part: number) => JSON.parse(Buffer.from(Token!.split('.')[part]!, 'base64url').toString());
    const [header, claims] = [read(0), read(1)];
    assert.deepEqual(header, { kid: 'us-east-11', typ: 'JWS', alg: 'RS512' });
    assert.deepEqual(claims['https://aws.amazon.com/tags'], { principal_tags: { tier: ['paid'] } });
    assert.equal(claims.exp - claims.iat, 600);
    assert.deepEqual([claims.sub, claims.aud], [IdentityId, it.poolId]);
    const any = await it.world.poolRole('any', it.poolId, { tags: true });
    const assume = (RoleArn: string) =>
      it.world.account.sts('AssumeRoleWithWebIdentity', { RoleArn, RoleSessionName: 'ada', WebIdentityToken: Token! });
    const { Credentials, SubjectFromWebIdentityToken } = await assume(any.arn);
    assert.equal(SubjectFromWebIdentityToken, IdentityId);
    assert.deepEqual((await it.world.account.signedWith(Credentials))!.session!.tags, { tier: 'paid' });
    const untagged = refusal('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
    await assert.rejects(assume(it.guestRole.arn), untagged);
    await assert.rejects(assume(it.reader.arn), refusal('AccessDenied'));
  });
});
