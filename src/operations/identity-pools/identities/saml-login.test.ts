import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { policy, allow } from '../../../../test/support/account.ts';
import { openIdentityWorld } from '../../../../test/support/identity-world.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { samlIdp, type SamlSaying } from '../../../../test/support/saml-idp.ts';

const account = '000000000000';
const arn = (name: string) => `arn:aws:iam::${account}:saml-provider/${name}`;
const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const provider = arn('corp');
const pair = (name: string) => `${roleArn(name)},${provider}`;
const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

/** A pool that takes the users of an identity provider, which IAM knows as `corp`, and roles that trust the pool. */
async function opened(more: Parameters<Awaited<ReturnType<typeof openIdentityWorld>>['identityPool']>[0] = {}) {
  const world = await openIdentityWorld();
  const idp = samlIdp({ now: world.clock.now });
  await world.account.samlProvider('corp', idp.metadata);
  const poolId = await world.identityPool({ SamlProviderARNs: [provider], ...more });
  const logins = (saying: SamlSaying = {}) => ({ [provider]: idp.response({ roles: [pair('reader')], ...saying }) });
  const getId = async (saying: SamlSaying = {}) =>
    (await world.id('GetId', { IdentityPoolId: poolId, Logins: logins(saying) })).IdentityId!;
  const credentials = async (saying: SamlSaying = {}, CustomRoleArn?: string) => {
    const IdentityId = await getId(saying);
    return world.id('GetCredentialsForIdentity', { IdentityId, Logins: logins(saying), CustomRoleArn });
  };
  /** The session that an answer's credentials are of. */
  const sessionOf = async ({ Credentials }: Awaited<ReturnType<typeof credentials>>) =>
    (await world.account.signedWith(Credentials as never))!.session!;
  return {
    ...{ world, idp, poolId, logins, getId, credentials, sessionOf },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

const rejected = (reason: string) => refusal('NotAuthorizedException', `Invalid login token. ${reason}`);
const misconfigured = refusal('InvalidIdentityPoolConfigurationException');

suite('a SAML login is refused', () => {
  test('that is forged, late, for somebody else, or of another issuer', async () => {
    await using it = await opened();
    const stranger = samlIdp({ now: it.world.clock.now });
    const forged = { [provider]: stranger.response({ roles: [pair('reader')] }) };
    await assert.rejects(
      it.world.id('GetId', { IdentityPoolId: it.poolId, Logins: forged }),
      rejected('Response signature invalid'),
    );
    await assert.rejects(
      it.getId({ issuedAt: it.world.clock.now() - 300_001 }),
      rejected('Token must be redeemed within 5 minutes of issuance'),
    );
    await assert.rejects(
      it.getId({ audience: 'https://app' }),
      rejected('Response does not contain the required audience'),
    );
    await assert.rejects(it.getId({ issuer: 'https://other' }), rejected('Issuer not present in specified provider'));
    await assert.rejects(
      it.getId({ status: 'urn:oasis:names:tc:SAML:2.0:status:Requester' }),
      rejected('The identity provider reported that authentication failed'),
    );
    await assert.rejects(it.getId({ nameId: '' }), rejected('Missing a required claim: NameID'));
    const text = { [provider]: 'a token' };
    await assert.rejects(
      it.world.id('GetId', { IdentityPoolId: it.poolId, Logins: text }),
      rejected('Invalid base64 SAMLResponse'),
    );
  });

  test('of a provider that the pool does not take, or that IAM has no more', async () => {
    await using it = await opened({ SamlProviderARNs: [provider, arn('gone')] });
    const noMatch = refusal(
      'NotAuthorizedException',
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    );
    for (const name of ['gone', 'other']) {
      const Logins = { [arn(name)]: it.idp.response() };
      await assert.rejects(it.world.id('GetId', { IdentityPoolId: it.poolId, Logins }), noMatch);
    }
  });

  test('in the classic flow', async () => {
    await using it = await opened({ AllowClassicFlow: true });
    const IdentityId = await it.getId();
    await assert.rejects(
      it.world.id('GetOpenIdToken', { IdentityId, Logins: it.logins() }),
      refusal(
        'InvalidParameterException',
        'Basic (classic) flow is not supported with SAML providers, please use enhanced flow.',
      ),
    );
  });

  test('for a role that does not trust the pool, is not there, or is not named by the assertion', async () => {
    await using it = await opened();
    await assert.rejects(it.credentials(), misconfigured);
    await it.world.poolRole('reader', 'us-east-1:11111111-2222-3333-4444-555555555555');
    await assert.rejects(it.credentials(), misconfigured);
    await it.world.poolRole('editor', it.poolId);
    await assert.rejects(
      it.credentials({}, roleArn('editor')),
      refusal('NotAuthorizedException', `Access to Role '${roleArn('editor')}' is forbidden.`),
    );
    await assert.rejects(it.credentials({ roles: [`${roleArn('editor')},${arn('other')}`] }), misconfigured);
  });

  test('that names several roles, as long as none is asked for', async () => {
    await using it = await opened();
    for (const name of ['reader', 'editor']) await it.world.poolRole(name, it.poolId);
    const saying = { roles: [pair('reader'), pair('editor')] };
    await assert.rejects(
      it.credentials(saying),
      refusal('NotAuthorizedException', 'The ambiguous role mapping rules denied this request'),
    );
    const session = await it.sessionOf(await it.credentials(saying, roleArn('editor')));
    assert.equal(session.roleName, 'editor');
  });
});

suite('a SAML login', () => {
  // ledger: GetId.Logins honoured — assertions of SAML providers of IAM too, under the provider's ARN; who it is hangs on issuer, provider and NameID
  test('leads to one identity for each name at its issuer, and to no other', async () => {
    await using it = await opened();
    const ada = await it.getId();
    assert.equal(await it.getId(), ada);
    assert.notEqual(await it.getId({ nameId: 'eve@example.com' }), ada);
    assert.deepEqual((await it.world.id('DescribeIdentity', { IdentityId: ada })).Logins, [provider]);

    const other = samlIdp({ now: it.world.clock.now, entityId: 'https://new.example.com' });
    const { store, services } = it.world;
    await store.write(async ({ iam }) => {
      await iam.changing();
      await iam.samlProviders.replace({ ...(await iam.samlProviders.find('corp'))!, metadata: other.metadata });
    });
    services.iam.forget();
    const Logins = { [provider]: other.response() };
    const { IdentityId } = await it.world.id('GetId', { IdentityPoolId: it.poolId, Logins });
    assert.notEqual(IdentityId, ada);
  });

  // ledger: GetCredentialsForIdentity.Logins honoured — of a SAML login the role is the one its assertion names beside the provider; the pool needs none. The session is the pool's, whose name and whose conditions its trust policy sees, and not that of AssumeRoleWithSAML
  // ledger: GetCredentialsForIdentity.CustomRoleArn honoured — picks one of the roles that a SAML assertion names
  test('opens a session of the role that the assertion names, in a pool without roles', async () => {
    await using it = await opened();
    await it.world.poolRole('reader', it.poolId);
    const answer = await it.credentials();
    const session = await it.sessionOf(answer);
    assert.equal(session.roleName, 'reader');
    assert.equal(session.sessionName, 'CognitoIdentityCredentials');
    assert.equal(session.provider, 'cognito-identity.amazonaws.com');
    assert.deepEqual(session.context, {
      'cognito-identity.amazonaws.com:aud': it.poolId,
      'cognito-identity.amazonaws.com:sub': answer.IdentityId,
      'cognito-identity.amazonaws.com:amr': ['authenticated', provider, `${provider}:SAML:ada@example.com`],
    });
  });

  test('without roles gets the role of the pool', async () => {
    await using it = await opened();
    await it.world.poolRole('everyone', it.poolId);
    const Roles = { authenticated: roleArn('everyone') };
    await it.world.id('SetIdentityPoolRoles', { IdentityPoolId: it.poolId, Roles });
    assert.equal((await it.sessionOf(await it.credentials({ roles: [] }))).roleName, 'everyone');
  });

  test('gets the role of the first rule that fits its attributes', async () => {
    await using it = await opened();
    for (const name of ['reader', 'editor', 'staff']) await it.world.poolRole(name, it.poolId);
    const rule = (Claim: string, MatchType: 'Equals' | 'Contains', Value: string, role: string) => ({
      ...{ Claim, MatchType, Value, RoleARN: roleArn(role) },
    });
    const mapping = {
      Type: 'Rules' as const,
      AmbiguousRoleResolution: 'Deny' as const,
      RulesConfiguration: {
        Rules: [rule('department', 'Equals', 'news', 'editor'), rule('groups', 'Contains', 'staff', 'staff')],
      },
    };
    await it.world.id('SetIdentityPoolRoles', {
      IdentityPoolId: it.poolId,
      Roles: { authenticated: roleArn('reader') },
      RoleMappings: { [provider]: mapping },
    });
    const role = async (attributes: Readonly<Record<string, readonly string[]>>) =>
      (await it.sessionOf(await it.credentials({ attributes }))).roleName;
    assert.equal(await role({ department: ['news'], groups: ['staff'] }), 'editor');
    assert.equal(await role({ groups: ['all', 'staff'] }), 'staff');
    await assert.rejects(
      role({ groups: ['all'] }),
      refusal('NotAuthorizedException', 'The ambiguous role mapping rules denied this request'),
    );
  });

  // ledger: SetPrincipalTagAttributeMap.PrincipalTags honoured — of a SAML provider: attributes by their names
  test('brings the attributes that are mapped as tags into the session', async () => {
    await using it = await opened();
    await it.world.poolRole('reader', it.poolId, {
      tags: true,
      policy: policy(allow('s3:GetObject', 'arn:aws:s3:::b/${aws:PrincipalTag/department}/*')),
    });
    await it.world.id('SetPrincipalTagAttributeMap', {
      ...{ IdentityPoolId: it.poolId, IdentityProviderName: provider },
      PrincipalTags: { department: 'urn:corp:department', groups: 'groups' },
    });
    const attributes = { 'urn:corp:department': ['news'], groups: ['one', 'two'] };
    const { Credentials } = await it.credentials({ attributes });
    const principal = await it.world.account.signedWith(Credentials as never);
    assert.deepEqual(principal!.session!.tags, { department: 'news' });
    const may = async (key: string) => {
      const caller = { principal, region: 'us-east-1' };
      return (await it.world.services.access.decide(caller, 's3:GetObject', `arn:aws:s3:::b/${key}`)).allowed;
    };
    assert.deepEqual([await may('news/x'), await may('sport/x')], [true, false]);
  });

  // ledger: SetPrincipalTagAttributeMap.UseDefaults differs — of a SAML provider username is the claim nameidentifier (the NameID where no attribute has that name) and client the claim name; AWS names the two claims but not which tag is which
  test('has the two tags that AWS maps by default, where the pool wants those', async () => {
    await using it = await opened();
    await it.world.poolRole('reader', it.poolId, { tags: true });
    await it.world.id('SetPrincipalTagAttributeMap', {
      ...{ IdentityPoolId: it.poolId, IdentityProviderName: provider, UseDefaults: true },
    });
    const tags = async (attributes: Readonly<Record<string, readonly string[]>>) =>
      (await it.sessionOf(await it.credentials({ attributes }))).tags;
    assert.deepEqual(await tags({}), { username: 'ada@example.com' });
    assert.deepEqual(await tags({ [`${claims}/name`]: ['Ada'], [`${claims}/nameidentifier`]: ['ada'] }), {
      username: 'ada',
      client: 'Ada',
    });
  });

  test('can be linked to a guest’s identity, and unlinked again', async () => {
    await using it = await opened({ AllowUnauthenticatedIdentities: true });
    await it.world.poolRole('reader', it.poolId);
    const guest = (await it.world.id('GetId', { IdentityPoolId: it.poolId })).IdentityId!;
    const Logins = it.logins();
    const { IdentityId } = await it.world.id('GetCredentialsForIdentity', { IdentityId: guest, Logins });
    assert.equal(IdentityId, guest);
    assert.equal(await it.getId(), guest);
    await it.world.id('UnlinkIdentity', { IdentityId: guest, Logins, LoginsToRemove: [provider] });
    assert.notEqual(await it.getId(), guest);
  });
});
