import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { allow, policy, trusts } from '../../../test/support/account.ts';
import { type IdentityWorld, openIdentityWorld } from '../../../test/support/identity-world.ts';
import type { ContextValue } from '#domain/policy/access-request.ts';
import { createOpenIDConnectProvider } from '../iam/oidc-providers/create-open-id-connect-provider.ts';
import { createPolicy } from '../iam/policies/create-policy.ts';
import { explainAccess } from './explain-access.ts';
import type { ExplainAccessInput } from './explained.ts';

const nobody = 'us-east-1:00000000-0000-0000-0000-000000000000';
const account = '000000000000';
const iam = (rest: string) => `arn:aws:iam::${account}:${rest}`;
const call = { requestId: '1', region: 'us-east-1' };
const article = 'arn:aws:s3:::news/paid/1';
const reading = { Action: 's3:GetObject', Resource: article };

const why = (world: IdentityWorld, input: ExplainAccessInput) => explainAccess(input, world.services, call);

/** Puts an inline policy in the place of the role's or user's own. */
async function setRights(world: IdentityWorld, kind: 'roles' | 'users', name: string, document: string) {
  await world.store.write(async (stores) => {
    await stores.iam.changing();
    const { id } = (await stores.iam[kind].find(name))!;
    await stores.iam.inlinePolicies.put(id, { name: 'rights', document });
  });
  world.services.iam.forget();
}

/** Whether somebody of the pool may really do it, with credentials of the enhanced flow. */
async function reallyMay(
  world: IdentityWorld,
  IdentityPoolId: string,
  logins: Readonly<Record<string, string>> | undefined,
  { Action = 's3:GetObject', Resource = article, context = {} as Record<string, ContextValue> } = {},
) {
  const Logins = logins && { ...logins };
  const { IdentityId } = await world.id('GetId', { IdentityPoolId, Logins });
  const { Credentials } = await world.id('GetCredentialsForIdentity', { IdentityId: IdentityId!, Logins });
  const key = { AccessKeyId: Credentials!.AccessKeyId!, SessionToken: Credentials!.SessionToken! };
  const principal = await world.account.signedWith(key);
  assert.ok(principal);
  return (await world.services.access.decide({ principal, region: 'us-east-1' }, Action, Resource, { context }))
    .allowed;
}

suite('a question about access is refused', () => {
  const cases: readonly (readonly [what: string, input: Partial<ExplainAccessInput>, code: string, message: RegExp])[] =
    [
      ['of an unknown user', { Principal: iam('user/bob') }, 'NoSuchEntity', /^Entity .*user\/bob cannot be found\.$/],
      ['of an unknown role', { Principal: iam('role/bob') }, 'NoSuchEntity', /^Entity .*role\/bob cannot be found\.$/],
      [
        'of a session of an unknown role',
        { Principal: `arn:aws:sts::${account}:assumed-role/bob/web` },
        'NoSuchEntity',
        /cannot be found/,
      ],
      ['of a user under another path', { Principal: iam('user/team/ada') }, 'NoSuchEntity', /cannot be found/],
      ['of another account', { Principal: 'arn:aws:iam::111111111111:user/ada' }, 'NoSuchEntity', /cannot be found/],
      [
        'of a group',
        { Principal: iam('group/readers') },
        'ValidationException',
        /^.*group\/readers is not the ARN of a user, a role, a role's session or a root\.$/,
      ],
      ['of an unknown identity', { IdentityId: nobody }, 'ResourceNotFoundException', /^Identity '.*' not found\.$/],
      [
        'of an unknown pool',
        { IdentityPoolId: nobody },
        'ResourceNotFoundException',
        /^IdentityPool '.*' not found\.$/,
      ],
      [
        'with a resource policy that is none',
        { Principal: iam('user/ada'), ResourcePolicy: '{}' },
        'MalformedPolicyDocument',
        /^Syntax errors in policy\.$/,
      ],
      [
        'of a root that wants a role',
        { Principal: iam('root'), Action: 'sts:AssumeRole', Resource: iam('role/reader') },
        'AccessDenied',
        /^Roles may not be assumed by root accounts\.$/,
      ],
    ];
  for (const [what, input, code, message] of cases) {
    test(what, async () => {
      await using world = await openIdentityWorld();
      await world.account.user('ada');
      await world.account.role('reader', { trust: policy(trusts({ AWS: account }, 'sts:AssumeRole')) });
      await assert.rejects(why(world, { ...reading, ...input }), { code, message });
    });
  }
});

suite('a reader is refused an article, is told why, and the change that is told opens it', () => {
  async function paidReaders(world: IdentityWorld) {
    const place = await world.userPool();
    const poolId = await world.identityPool({ CognitoIdentityProviders: [place.provider] });
    const paid = { Sid: 'Paid', Condition: { StringEquals: { 'aws:PrincipalTag/tier': 'paid' } } };
    await world.poolRole('reader', poolId, {
      tags: true,
      policy: policy(allow('s3:GetObject', 'arn:aws:s3:::news/paid/*', paid)),
    });
    await world.id('SetIdentityPoolRoles', { IdentityPoolId: poolId, Roles: { authenticated: iam('role/reader') } });
    const ada = await world.reader(place, 'ada', { email: 'ada@example.com', 'custom:tier': 'paid' });
    return { place, poolId, ada };
  }

  test('a paid one whose session has no tag', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId, ada } = await paidReaders(world);
    const ask = () => why(world, { IdentityPoolId: poolId, Username: 'ada', ...reading });
    const told = await ask();
    assert.equal(told.Allowed, false);
    assert.equal(told.Outcome, 'implicitDeny');
    assert.equal(
      told.Sentence,
      `arn:aws:sts::${account}:assumed-role/reader/CognitoIdentityCredentials may not s3:GetObject on ${article}: no identity-based policy allows the s3:GetObject action.`,
    );
    const part = told.Looked.flatMap(({ Parts }) => Parts).find(({ Holds }) => !Holds);
    assert.deepEqual(part, {
      Part: 'condition',
      Name: 'StringEquals aws:PrincipalTag/tier',
      Wanted: ['paid'],
      Holds: false,
    });
    assert.equal(
      told.Change?.Sentence,
      `It would be allowed if aws:PrincipalTag/tier were 'paid' (the request has none; statement 1 (Paid) of inline rights asks for StringEquals aws:PrincipalTag/tier paid), to which no claim of ${place.key} is mapped (SetPrincipalTagAttributeMap).`,
    );
    assert.equal(await reallyMay(world, poolId, ada.logins), false);

    await world.id('SetPrincipalTagAttributeMap', {
      IdentityPoolId: poolId,
      IdentityProviderName: place.key,
      PrincipalTags: { tier: 'custom:tier' },
    });
    const then = await ask();
    assert.deepEqual(
      [then.Allowed, then.Change?.Sentence],
      [true, 'It would be denied if statement 1 (Paid) of inline rights, which allows it, were removed.'],
    );
    assert.equal(await reallyMay(world, poolId, ada.logins), true);
  });

  test('a free one, whose claim the tag is', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId } = await paidReaders(world);
    await world.id('SetPrincipalTagAttributeMap', {
      IdentityPoolId: poolId,
      IdentityProviderName: place.key,
      PrincipalTags: { tier: 'custom:tier' },
    });
    const bob = await world.reader(place, 'bob', { email: 'bob@example.com', 'custom:tier': 'free' });
    const told = await why(world, { IdentityPoolId: poolId, Username: 'bob', ...reading });
    assert.equal(
      told.Change?.Sentence,
      `It would be allowed if aws:PrincipalTag/tier were 'paid' (it is 'free'; statement 1 (Paid) of inline rights asks for StringEquals aws:PrincipalTag/tier paid), which is the claim custom:tier of ${place.key}.`,
    );
    assert.equal(await reallyMay(world, poolId, bob.logins), false);
    const asIf = await why(world, {
      IdentityPoolId: poolId,
      Username: 'bob',
      Claims: { 'custom:tier': 'paid' },
      ...reading,
    });
    assert.equal(asIf.Allowed, true);
    await world.run('AdminUpdateUserAttributes', {
      UserPoolId: place.poolId,
      Username: 'bob',
      UserAttributes: [{ Name: 'custom:tier', Value: 'paid' }],
    });
    assert.equal((await why(world, { IdentityPoolId: poolId, Username: 'bob', ...reading })).Allowed, true);
    assert.equal(await reallyMay(world, poolId, (await world.signedIn(place, 'bob')).logins), true);
  });

  test('one whose role does not trust the pool, so that both have to change', async () => {
    await using world = await openIdentityWorld();
    const { place, poolId } = await paidReaders(world);
    await world.poolRole('elsewhere', nobody);
    await world.id('SetIdentityPoolRoles', { IdentityPoolId: poolId, Roles: { authenticated: iam('role/elsewhere') } });
    const told = await why(world, { IdentityPoolId: poolId, Username: 'ada', ...reading });
    assert.deepEqual([told.Allowed, told.Outcome, told.EncodedMessage], [false, 'noRole', undefined]);
    assert.deepEqual(
      told.Role?.Obstacles.map(({ Kind }) => Kind),
      ['trustRefuses'],
    );
    assert.deepEqual(
      told.Change?.Steps.map(({ Kind, PolicyType }) => [Kind, PolicyType]),
      [
        ['widenStatement', 'trust'],
        ['addStatement', 'identity'],
      ],
    );
    await world.id('SetIdentityPoolRoles', { IdentityPoolId: poolId, Roles: { unauthenticated: iam('role/reader') } });
    const none = await why(world, { IdentityPoolId: poolId, Username: 'ada', ...reading });
    assert.deepEqual([none.Allowed, none.Outcome, none.Looked.length], [false, 'noRole', 0]);
    assert.ok(place);
  });
});

test('a guest is refused what its role allows, because guests are narrowed, until it signs in or takes the classic flow', async () => {
  await using world = await openIdentityWorld();
  const place = await world.userPool();
  const poolId = await world.identityPool({
    CognitoIdentityProviders: [place.provider],
    AllowUnauthenticatedIdentities: true,
  });
  const rights = policy(allow('secretsmanager:GetSecretValue'));
  await world.poolRole('guest', poolId, { amr: 'unauthenticated', policy: rights });
  await world.poolRole('reader', poolId, { policy: rights });
  await world.id('SetIdentityPoolRoles', {
    IdentityPoolId: poolId,
    Roles: { authenticated: iam('role/reader'), unauthenticated: iam('role/guest') },
  });
  const { IdentityId = '' } = await world.id('GetId', { IdentityPoolId: poolId });
  const secret = {
    Action: 'secretsmanager:GetSecretValue',
    Resource: `arn:aws:secretsmanager:us-east-1:${account}:secret:a`,
  };
  const told = await why(world, { IdentityId, ...secret });
  assert.deepEqual(
    [told.Allowed, told.Because],
    [false, 'because no session policy allows the secretsmanager:GetSecretValue action'],
  );
  assert.equal(
    told.Change?.Sentence,
    'It would be allowed if the credentials were not those of a guest in the enhanced flow, which are narrowed to some services whatever the role allows (sign in, or take the classic flow).',
  );
  assert.equal(await reallyMay(world, poolId, undefined, secret), false);

  // The classic flow, with the same identity and role.
  const { Token } = await world.id('GetOpenIdToken', { IdentityId });
  const { Credentials } = await world.account.sts('AssumeRoleWithWebIdentity', {
    RoleArn: iam('role/guest'),
    RoleSessionName: 'web',
    WebIdentityToken: Token!,
  });
  const principal = await world.account.signedWith(Credentials);
  assert.ok(principal);
  const classic = await world.services.access.decide(
    { principal, region: 'us-east-1' },
    secret.Action,
    secret.Resource,
  );
  assert.equal(classic.allowed, true);

  // Or as a reader, with the same identity.
  const ada = await world.reader(place, 'ada');
  const signedIn = await why(world, { IdentityId, Provider: place.key, Username: 'ada', ...secret });
  assert.deepEqual([signedIn.Allowed, signedIn.Role?.IdentityId], [true, IdentityId]);
  assert.equal(await reallyMay(world, poolId, ada.logins, secret), true);
});

test('the policies of an identity see its own id, its pool and how it signed in, as those of its session do', async () => {
  await using world = await openIdentityWorld();
  const place = await world.userPool();
  const poolId = await world.identityPool({ CognitoIdentityProviders: [place.provider] });
  await world.poolRole('reader', poolId, {
    policy: policy(allow('s3:*', 'arn:aws:s3:::news/${cognito-identity.amazonaws.com:sub}/*')),
  });
  await world.id('SetIdentityPoolRoles', { IdentityPoolId: poolId, Roles: { authenticated: iam('role/reader') } });
  const ada = await world.reader(place, 'ada');
  const { IdentityId = '' } = await world.id('GetId', { IdentityPoolId: poolId, Logins: { ...ada.logins } });
  const ask = (folder: string) =>
    why(world, { IdentityId, Action: 's3:PutObject', Resource: `arn:aws:s3:::news/${folder}/1` });
  const own = await ask(IdentityId);
  assert.equal(own.Allowed, true);
  assert.equal(own.Context['cognito-identity.amazonaws.com:sub'], IdentityId);
  assert.equal(own.Context['cognito-identity.amazonaws.com:aud'], poolId);
  const others = await ask('us-east-1:somebody');
  assert.deepEqual(
    others.Looked[0]?.Parts.find(({ Part }) => Part === 'resource'),
    {
      Part: 'resource',
      Name: 'Resource',
      Wanted: [`arn:aws:s3:::news/${IdentityId}/*`],
      Found: 'arn:aws:s3:::news/us-east-1:somebody/1',
      Holds: false,
    },
  );
});

suite('a principal', () => {
  test('that is denied is told by which statement, with the request that would not be', async () => {
    await using world = await openIdentityWorld();
    const tls = {
      Sid: 'OnlyTls',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    await world.account.user('ada', policy(allow('s3:*'), tls));
    const ask = (Context: ExplainAccessInput['Context'] = {}) =>
      why(world, { Principal: iam('user/ada'), ...reading, Context });
    const told = await ask();
    assert.deepEqual(
      [told.Allowed, told.Outcome, told.Because],
      [false, 'explicitDeny', 'with an explicit deny in an identity-based policy'],
    );
    assert.equal(
      told.Sentence,
      `${iam('user/ada')} may not s3:GetObject on ${article}: statement 2 (OnlyTls) of inline rights denies it.`,
    );
    const [step] = told.Change!.Steps;
    assert.deepEqual(
      [step?.Kind, step?.Key, step?.Found, step?.To],
      ['changeRequest', 'aws:SecureTransport', 'false', 'true'],
    );
    assert.deepEqual(
      told.OtherChanges.map(({ Steps }) => Steps[0]?.Kind),
      ['removeStatement'],
    );
    assert.equal((await ask({ [step!.Key!]: step!.To! })).Allowed, true);
    await setRights(world, 'users', 'ada', policy(allow('s3:*')));
    assert.equal((await ask()).Allowed, true);
  });

  test('gets the statement that it lacks, and with it in place is allowed', async () => {
    await using world = await openIdentityWorld();
    await world.account.user('ada', policy(allow('logs:PutLogEvents')));
    const ask = () => why(world, { Principal: iam('user/ada'), ...reading });
    const told = await ask();
    const [step] = told.Change!.Steps;
    assert.deepEqual(step?.Statement, { Effect: 'Allow', Action: 's3:GetObject', Resource: article });
    await setRights(world, 'users', 'ada', policy(allow('logs:PutLogEvents'), step!.Statement!));
    assert.equal((await ask()).Allowed, true);
  });

  test('is decided as its requests are', async () => {
    await using world = await openIdentityWorld();
    const user = await world.account.user('ada', policy(allow(['s3:Get*', 'sts:*'], '*')));
    const role = await world.account.role('reader', {
      trust: policy(trusts({ AWS: account }, 'sts:AssumeRole')),
      policy: policy(allow('sqs:*')),
    });
    for (const Action of ['s3:GetObject', 's3:PutObject', 'sqs:SendMessage', 'sts:AssumeRole']) {
      for (const Resource of [article, role.arn, '*']) {
        const decided = await world.services.access.decide({ principal: user, region: 'us-east-1' }, Action, Resource);
        const told = await why(world, { Principal: user.arn, Action, Resource });
        if (Action !== 'sts:AssumeRole')
          assert.deepEqual([told.Allowed, told.Because], [decided.allowed, decided.because]);
        const session = await why(world, {
          Principal: `arn:aws:sts::${account}:assumed-role/reader/web`,
          Action,
          Resource,
        });
        const anyOfRole = await why(world, { Principal: role.arn, Action, Resource });
        assert.equal(session.Allowed, Action === 'sqs:SendMessage');
        assert.equal(anyOfRole.Allowed, session.Allowed);
        assert.match(session.Notes.join(' '), /own policies and tags are in its token alone/);
      }
    }
    assert.equal((await why(world, { Principal: iam('root'), ...reading })).Allowed, true);
  });

  test('that wants a role meets the role’s trust policy too', async () => {
    await using world = await openIdentityWorld();
    await world.account.user('ada', policy(allow('sts:AssumeRole')));
    await world.account.role('reader', { trust: policy(trusts({ AWS: '111111111111' }, 'sts:AssumeRole')) });
    const told = await why(world, {
      Principal: iam('user/ada'),
      Action: 'sts:AssumeRole',
      Resource: iam('role/reader'),
    });
    assert.deepEqual(
      [told.Allowed, told.Because],
      [false, 'because no role trust policy allows the sts:AssumeRole action'],
    );
    assert.equal(
      told.Change?.Sentence,
      `It would be allowed if statement 1 of ${iam('role/reader')} also had AWS ${iam('user/ada')} as Principal (it has AWS 111111111111).`,
    );
  });

  test('meets the policy on the resource that is given, and the tags of what is asked for', async () => {
    await using world = await openIdentityWorld();
    await world.account.user(
      'ada',
      policy(allow('cognito-idp:*', '*', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'news' } } })),
    );
    const ResourcePolicy = policy({
      Effect: 'Allow',
      Principal: { AWS: iam('user/ada') },
      Action: 's3:GetObject',
      Resource: article,
    });
    const told = await why(world, { Principal: iam('user/ada'), ...reading, ResourcePolicy });
    assert.deepEqual([told.Allowed, told.DecidedBy.map(({ Policy }) => Policy)], [true, ['ResourcePolicy']]);

    const { UserPool } = await world.run('CreateUserPool', { PoolName: 'news', UserPoolTags: { team: 'news' } });
    const pool = { Principal: iam('user/ada'), Action: 'cognito-idp:AdminGetUser', Resource: UserPool!.Arn! };
    assert.equal((await why(world, pool)).Allowed, true);
    assert.equal((await why(world, { ...pool, Resource: `${UserPool!.Arn!}x` })).Allowed, false);
  });

  test('meets the tags of identity pools, policies, roles and providers, as a request for them would', async () => {
    await using world = await openIdentityWorld();
    const { services } = world;
    const tagged = { Condition: { StringEquals: { 'aws:ResourceTag/team': 'news' } } };
    await world.account.user('ada', policy(allow(['cognito-identity:*', 'iam:*'], '*', tagged)));
    const Tags = [{ Key: 'team', Value: 'news' }];
    const PolicyDocument = policy(allow('s3:*'));
    const pool = await world.identityPool({ IdentityPoolTags: { team: 'news' } });
    const { Policy } = await createPolicy({ PolicyName: 'p', PolicyDocument, Tags }, services);
    const url = 'https://login.example.com/tenant/';
    const thumbprint = '0'.repeat(40);
    const { OpenIDConnectProviderArn } = await createOpenIDConnectProvider(
      { Url: url, ThumbprintList: [thumbprint], Tags },
      services,
    );
    const questions = [
      ['cognito-identity:DescribeIdentityPool', `arn:aws:cognito-identity:us-east-1:${account}:identitypool/${pool}`],
      ['iam:CreatePolicyVersion', Policy!.Arn!],
      ['iam:GetOpenIDConnectProvider', OpenIDConnectProviderArn!],
    ];
    for (const [Action = '', Resource = ''] of questions) {
      const asked = { Principal: iam('user/ada'), Action };
      assert.equal((await why(world, { ...asked, Resource })).Allowed, true, Action);
      assert.equal((await why(world, { ...asked, Resource: `${Resource}x` })).Allowed, false, Action);
    }
  });
});

suite('a refusal as an encoded message', () => {
  // ledger: DecodeAuthorizationMessage honoured — opens the messages that explanations of refusals carry; condition keys are in lower case
  test('opens with DecodeAuthorizationMessage, in the form that AWS documents', async () => {
    await using world = await openIdentityWorld();
    const no = {
      Sid: 'No',
      Effect: 'Deny',
      Action: ['s3:*'],
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    const user = await world.account.user('ada', policy(allow('s3:*'), no));
    const { EncodedMessage = '' } = await why(world, { Principal: user.arn, ...reading });
    const { DecodedMessage = '' } = await world.account.sts(
      'DecodeAuthorizationMessage',
      { EncodedMessage },
      { principal: user },
    );
    const { context, ...decoded } = JSON.parse(DecodedMessage);
    assert.deepEqual(decoded, {
      allowed: false,
      explicitDeny: true,
      matchedStatements: {
        items: [
          {
            statementId: 'No',
            effect: 'DENY',
            principals: { items: [] },
            principalGroups: { items: [] },
            actions: { items: [{ value: 's3:*' }] },
            resources: { items: [{ value: '*' }] },
            conditions: { items: [{ key: 'aws:SecureTransport', values: { items: [{ value: 'false' }] } }] },
          },
        ],
      },
      failures: { items: [] },
    });
    assert.deepEqual(
      [context.principal, context.action, context.resource],
      [{ id: user.userId, name: 'ada', arn: user.arn }, 's3:GetObject', article],
    );
    assert.ok(context.conditions.items.some(({ key }: { key: string }) => key === 'aws:securetransport'));
  });

  test('is not made of what is allowed, nor where STS could not take it', async () => {
    await using world = await openIdentityWorld();
    await world.account.user('ada', policy(allow('s3:*')));
    assert.equal((await why(world, { Principal: iam('user/ada'), ...reading })).EncodedMessage, undefined);
    const Context = { 'some:key': Array.from({ length: 5 }, () => 'a'.repeat(2_000)) };
    const long = await why(world, { Principal: iam('user/ada'), Action: 'sqs:SendMessage', Context });
    assert.deepEqual([long.Allowed, long.EncodedMessage], [false, undefined]);
  });
});
