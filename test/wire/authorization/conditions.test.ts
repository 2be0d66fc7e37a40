import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import { iamModel, identityPoolsModel, stsModel, userPoolsModel } from '#contract/model.ts';
import { allow, policy, trusts } from '../../support/account.ts';
import { NodeSha256 } from '../../support/node-sha256.ts';
import { type Keys, openScene, type Scene } from '../sts/scene.ts';
import { clientsOf, codeOf } from './clients.ts';
import { account } from './what-is-asked.ts';

const arn = (rest: string) => `arn:aws:iam::${account}:${rest}`;
const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const trust = policy(trusts({ AWS: account }, 'sts:AssumeRole'));
const models = { idp: userPoolsModel, identity: identityPoolsModel, iam: iamModel, sts: stsModel };

interface Setting extends AsyncDisposable {
  readonly scene: Scene;
  /** Gives the caller this policy and no other. */
  may(...statements: readonly object[]): Promise<void>;
  /** @returns the error's code, or `let through` */
  call(service: keyof typeof models, name: string, input: object): Promise<string>;
  /** The same, as the account's root; it must succeed. */
  root(service: keyof typeof models, name: string, input: object): Promise<never>;
}

async function opened(): Promise<Setting> {
  const scene = await openScene();
  const clients = clientsOf(scene.server.url, await scene.user('caller'));
  const roots = clientsOf(scene.server.url, scene.server.credentials);
  return {
    scene,
    async may(...statements) {
      const named = { UserName: 'caller', PolicyName: 'rights' };
      await scene.iam.putUserPolicy({ ...named, PolicyDocument: policy(...statements) });
    },
    async call(service, name, input) {
      const [code = 'let through'] = await codeOf(clients.of(models[service]).call(name, input));
      return String(code);
    },
    root: (service, name, input) => roots.of(models[service]).call(name, input) as Promise<never>,
    async [Symbol.asyncDispose]() {
      clients[Symbol.dispose]();
      roots[Symbol.dispose]();
      await scene[Symbol.asyncDispose]();
    },
  };
}

const when = (condition: object) => ({ Condition: condition });
const equals = (key: string, value: string) => when({ StringEquals: { [key]: value } });

async function twoUserPools({ root }: Setting) {
  const make = async (PoolName: string, stage: string): Promise<{ Id: string; Arn: string }> => {
    const { UserPool } = (await root('idp', 'CreateUserPool', { PoolName, UserPoolTags: { stage } })) as {
      UserPool: { Id: string; Arn: string };
    };
    return UserPool;
  };
  return { mine: await make('mine', 'test'), theirs: await make('theirs', 'live') };
}

async function twoIdentityPools({ root }: Setting) {
  const make = async (IdentityPoolName: string, stage: string): Promise<{ id: string; arn: string }> => {
    const { IdentityPoolId: id } = (await root('identity', 'CreateIdentityPool', {
      IdentityPoolName,
      AllowUnauthenticatedIdentities: true,
      IdentityPoolTags: { stage },
    })) as { IdentityPoolId: string };
    return { id, arn: `arn:aws:cognito-identity:us-east-1:${account}:identitypool/${id}` };
  };
  return { mine: await make('mine', 'test'), theirs: await make('theirs', 'live') };
}

/** A call whose body has members that the SDK would leave out. @returns the error's code */
async function raw(url: string, keys: Keys, body: object, name = 'DescribeUserPool'): Promise<string | undefined> {
  const { protocol, hostname, port, host } = new URL(url);
  const signer = new SignatureV4({
    credentials: keys as Required<Keys>,
    region: 'us-east-1',
    service: 'cognito-idp',
    sha256: NodeSha256,
  });
  const { headers } = await signer.sign({
    protocol,
    hostname,
    port: Number(port),
    method: 'POST',
    path: '/',
    query: {},
    headers: {
      host,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${name}`,
    },
    body: JSON.stringify(body),
  });
  const { host: _, ...own } = headers;
  const answer = await fetch(url, { method: 'POST', headers: own, body: JSON.stringify(body) });
  return ((await answer.json()) as { __type?: string }).__type;
}

suite('members that an operation does not have', () => {
  test('do not say which user pool is meant', async () => {
    await using it = await opened();
    const { mine, theirs } = await twoUserPools(it);
    await it.may(allow('cognito-idp:*', mine.Arn));
    for (const name of ['DescribeUserPool', 'DeleteUserPool']) {
      assert.equal(await it.call('idp', name, { UserPoolId: theirs.Id }), 'AccessDeniedException');
    }
    const { url, credentials } = it.scene.server;
    assert.equal(
      await raw(url, await it.scene.user('other', policy(allow('cognito-idp:*', mine.Arn))), {
        UserPoolId: theirs.Id,
        ResourceArn: mine.Arn,
      }),
      'AccessDeniedException',
    );
    assert.equal(await raw(url, credentials, { UserPoolId: theirs.Id }), undefined);
  });

  test('do not hide a role that is handed over, nor a tag', async () => {
    await using it = await opened();
    const { mine } = await twoUserPools(it);
    const keys = await it.scene.user(
      'other',
      policy(
        allow('cognito-idp:SetUserPoolMfaConfig'),
        allow('cognito-idp:TagResource', '*', equals('aws:RequestTag/stage', 'test')),
      ),
    );
    const { url } = it.scene.server;
    const SmsMfaConfiguration = { SmsConfiguration: { SnsCallerArn: arn('role/sender') } };
    const handing = { UserPoolId: mine.Id, SmsMfaConfiguration, SmsConfiguration: {} };
    assert.equal(await raw(url, keys, handing, 'SetUserPoolMfaConfig'), 'AccessDeniedException');
    const tagging = { ResourceArn: mine.Arn, Tags: { stage: 'live' }, UserPoolTags: { stage: 'test' } };
    assert.equal(await raw(url, keys, tagging, 'TagResource'), 'AccessDeniedException');
    assert.equal(await raw(url, keys, { ...tagging, Tags: { stage: 'test' } }, 'TagResource'), undefined);
  });
});

suite('condition keys of user pools and identity pools', () => {
  test('aws:ResourceTag is that of the pool, of either kind', async () => {
    await using it = await opened();
    const user = await twoUserPools(it);
    const identity = await twoIdentityPools(it);
    await it.may(allow(['cognito-idp:*', 'cognito-identity:*'], '*', equals('aws:ResourceTag/stage', 'test')));
    assert.equal(await it.call('idp', 'DescribeUserPool', { UserPoolId: user.mine.Id }), 'let through');
    assert.equal(await it.call('idp', 'DescribeUserPool', { UserPoolId: user.theirs.Id }), 'AccessDeniedException');
    const describe = (IdentityPoolId: string) => it.call('identity', 'DescribeIdentityPool', { IdentityPoolId });
    assert.equal(await describe(identity.mine.id), 'let through');
    assert.equal(await describe(identity.theirs.id), 'AccessDeniedException');
  });

  test('aws:RequestTag and aws:TagKeys are those of the request', async () => {
    await using it = await opened();
    const { mine } = await twoUserPools(it);
    const identity = await twoIdentityPools(it);
    const tagging = ['TagResource', 'UntagResource'];
    await it.may(
      allow(
        [...tagging.map((name) => `cognito-idp:${name}`), ...tagging.map((name) => `cognito-identity:${name}`)],
        '*',
        {
          Condition: {
            'ForAllValues:StringEquals': { 'aws:TagKeys': ['stage'] },
            StringEqualsIfExists: { 'aws:RequestTag/stage': ['test', 'live'] },
          },
        },
      ),
    );
    for (const [service, ResourceArn] of [
      ['idp', mine.Arn],
      ['identity', identity.mine.arn],
    ] as const) {
      assert.equal(await it.call(service, 'TagResource', { ResourceArn, Tags: { stage: 'live' } }), 'let through');
      assert.equal(
        await it.call(service, 'TagResource', { ResourceArn, Tags: { stage: 'x' } }),
        'AccessDeniedException',
      );
      assert.equal(
        await it.call(service, 'TagResource', { ResourceArn, Tags: { cost: '1' } }),
        'AccessDeniedException',
      );
      assert.equal(
        await it.call(service, 'UntagResource', { ResourceArn, TagKeys: ['cost'] }),
        'AccessDeniedException',
      );
      assert.equal(await it.call(service, 'UntagResource', { ResourceArn, TagKeys: ['stage'] }), 'let through');
    }
  });

  test('cognito-identity:IdentityPoolArn is the pool of the identity, of each one where there are several', async () => {
    await using it = await opened();
    const { mine, theirs } = await twoIdentityPools(it);
    const identityOf = async (IdentityPoolId: string) =>
      ((await it.root('identity', 'GetId', { IdentityPoolId })) as { IdentityId: string }).IdentityId;
    const [one, other] = [await identityOf(mine.id), await identityOf(theirs.id)];
    await it.may(
      allow(['cognito-identity:DescribeIdentity', 'cognito-identity:DeleteIdentities'], '*', {
        Condition: { ArnEquals: { 'cognito-identity:IdentityPoolArn': mine.arn } },
      }),
    );
    const describe = (IdentityId: string) => it.call('identity', 'DescribeIdentity', { IdentityId });
    assert.equal(await describe(one), 'let through');
    assert.equal(await describe(other), 'AccessDeniedException');
    // Whether there is such an identity is not told to whom nothing is allowed.
    assert.equal(await describe('us-east-1:11111111-2222-3333-4444-555555555555'), 'AccessDeniedException');
    const remove = (...IdentityIdsToDelete: string[]) =>
      it.call('identity', 'DeleteIdentities', { IdentityIdsToDelete });
    assert.equal(await remove(one, other), 'AccessDeniedException');
    assert.equal(await remove(one), 'let through');
  });

  test('an identity pool made with tags needs the permission to tag', async () => {
    await using it = await opened();
    const input = { IdentityPoolName: 'tagged', AllowUnauthenticatedIdentities: false, IdentityPoolTags: { a: 'b' } };
    await it.may(allow('cognito-identity:CreateIdentityPool'));
    assert.equal(await it.call('identity', 'CreateIdentityPool', input), 'AccessDeniedException');
    await it.may(allow(['cognito-identity:CreateIdentityPool', 'cognito-identity:TagResource']));
    assert.equal(await it.call('identity', 'CreateIdentityPool', input), 'let through');
  });
});

suite('iam:PassRole', () => {
  test('is asked wherever a role is handed to user pools, for that role and that service', async () => {
    await using it = await opened();
    const { mine } = await twoUserPools(it);
    const RoleArn = await it.scene.role('sender', trust);
    await it.scene.iam.tagRole({ RoleName: 'sender', Tags: [{ Key: 'team', Value: 'mail' }] });
    const sms = { SmsConfiguration: { SnsCallerArn: RoleArn, ExternalId: 'x' } };
    const UserPoolId = mine.Id;
    const handing: readonly (readonly [name: string, input: object])[] = [
      ['CreateUserPool', { PoolName: 'p', ...sms }],
      ['UpdateUserPool', { UserPoolId, ...sms }],
      ['SetUserPoolMfaConfig', { UserPoolId, SmsMfaConfiguration: sms }],
      ['CreateUserImportJob', { UserPoolId, JobName: 'job', CloudWatchLogsRoleArn: RoleArn }],
      ['CreateGroup', { UserPoolId, GroupName: 'g', RoleArn }],
      ['UpdateGroup', { UserPoolId, GroupName: 'g', RoleArn }],
      ['CreateUserPoolClient', { UserPoolId, ClientName: 'c', AnalyticsConfiguration: { RoleArn } }],
    ];
    const refused = async () => {
      for (const [name, input] of handing)
        assert.equal(await it.call('idp', name, input), 'AccessDeniedException', name);
    };
    await it.may(allow('cognito-idp:*'));
    await refused();
    await it.may(allow('cognito-idp:*'), allow('iam:PassRole', arn('role/other')));
    await refused();
    await it.may(
      allow('cognito-idp:*'),
      allow('iam:PassRole', RoleArn, equals('iam:PassedToService', 'lambda.amazonaws.com')),
    );
    await refused();
    const condition = { 'iam:PassedToService': 'cognito-idp.amazonaws.com', 'iam:ResourceTag/team': 'mail' };
    await it.may(allow('cognito-idp:*'), allow('iam:PassRole', RoleArn, when({ StringEquals: condition })));
    for (const [name, input] of handing)
      assert.notEqual(await it.call('idp', name, input), 'AccessDeniedException', name);
  });

  test('is asked for the roles of an identity pool, in words of its own', async () => {
    await using it = await opened();
    const { mine } = await twoIdentityPools(it);
    const role = await it.scene.role('reader', trust);
    const input = { IdentityPoolId: mine.id, Roles: { authenticated: role } };
    await it.may(allow('cognito-identity:SetIdentityPoolRoles'));
    assert.equal(await it.call('identity', 'SetIdentityPoolRoles', input), 'NotAuthorizedException');
    const passing = allow('iam:PassRole', role, equals('iam:PassedToService', 'cognito-identity.amazonaws.com'));
    await it.may(allow('cognito-identity:SetIdentityPoolRoles'), passing);
    assert.equal(await it.call('identity', 'SetIdentityPoolRoles', input), 'let through');
  });
});

suite('condition keys of IAM', () => {
  test('iam:PolicyARN is the policy that is attached or detached', async () => {
    await using it = await opened();
    await it.scene.role('reader', trust);
    await it.may(
      allow(['iam:AttachRolePolicy', 'iam:DetachRolePolicy'], '*', {
        Condition: { ArnNotEquals: { 'iam:PolicyARN': administrator } },
      }),
    );
    const attach = (PolicyArn: string) => it.call('iam', 'AttachRolePolicy', { RoleName: 'reader', PolicyArn });
    assert.equal(await attach(administrator), 'AccessDenied');
    assert.equal(await attach('arn:aws:iam::aws:policy/AmazonCognitoReadOnly'), 'let through');
    assert.equal(
      await it.call('iam', 'DetachRolePolicy', { RoleName: 'reader', PolicyArn: administrator }),
      'AccessDenied',
    );
  });

  test('iam:PermissionsBoundary is the boundary asked for, and then the one there is', async () => {
    await using it = await opened();
    const reading = 'arn:aws:iam::aws:policy/AmazonCognitoReadOnly';
    await it.may(allow('iam:*', '*', equals('iam:PermissionsBoundary', reading)));
    const make = (more: object) =>
      it.call('iam', 'CreateRole', { RoleName: 'bound', AssumeRolePolicyDocument: trust, ...more });
    assert.equal(await make({}), 'AccessDenied');
    assert.equal(await make({ PermissionsBoundary: administrator }), 'AccessDenied');
    assert.equal(await make({ PermissionsBoundary: reading }), 'let through');
    await it.scene.role('free', trust);
    const put = (RoleName: string) =>
      it.call('iam', 'PutRolePolicy', { RoleName, PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) });
    assert.equal(await put('bound'), 'let through');
    assert.equal(await put('free'), 'AccessDenied');
    const bind = (PermissionsBoundary: string) =>
      it.call('iam', 'PutRolePermissionsBoundary', { RoleName: 'bound', PermissionsBoundary });
    assert.equal(await bind(administrator), 'AccessDenied');
    assert.equal(await bind(reading), 'let through');
    // Reading has no such key.
    assert.equal(await it.call('iam', 'GetRole', { RoleName: 'bound' }), 'AccessDenied');
  });

  test('tags with which something is made need the permission to tag it, with the same conditions', async () => {
    await using it = await opened();
    const Tags = [{ Key: 'team', Value: 'red' }];
    const made: readonly (readonly [name: string, tagging: string, resource: string, input: object])[] = [
      ['CreateUser', 'TagUser', 'user/ada', { UserName: 'ada' }],
      ['CreateRole', 'TagRole', 'role/r', { RoleName: 'r', AssumeRolePolicyDocument: trust }],
      ['CreatePolicy', 'TagPolicy', 'policy/p', { PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) }],
      [
        'CreateOpenIDConnectProvider',
        'TagOpenIDConnectProvider',
        'oidc-provider/idp.example.com',
        { Url: 'https://idp.example.com' },
      ],
    ];
    for (const [name, tagging, resource, input] of made) {
      await it.may(allow(`iam:${name}`));
      assert.equal(await it.call('iam', name, { ...input, Tags }), 'AccessDenied', name);
      await it.may(allow(`iam:${name}`), allow(`iam:${tagging}`, arn(resource), equals('aws:RequestTag/team', 'blue')));
      assert.equal(await it.call('iam', name, { ...input, Tags }), 'AccessDenied', name);
      await it.may(allow(`iam:${name}`), allow(`iam:${tagging}`, arn(resource), equals('aws:RequestTag/team', 'red')));
      assert.equal(await it.call('iam', name, { ...input, Tags }), 'let through', name);
    }
    const SAMLMetadataDocument = 'x'.repeat(1_000);
    await it.may(allow('iam:CreateSAMLProvider'));
    assert.equal(
      await it.call('iam', 'CreateSAMLProvider', { Name: 'corp', SAMLMetadataDocument, Tags }),
      'AccessDenied',
    );
  });

  test('iam:ResourceTag and aws:ResourceTag are those of users, roles, policies and providers', async () => {
    await using it = await opened();
    const { iam } = it.scene;
    const Tags = [{ Key: 'team', Value: 'red' }];
    await iam.createUser({ UserName: 'ada', Tags });
    await iam.createRole({ RoleName: 'r', AssumeRolePolicyDocument: trust, Tags });
    const { Policy } = await iam.createPolicy({ PolicyName: 'p', PolicyDocument: policy(allow('s3:*')), Tags });
    const { OpenIDConnectProviderArn } = await iam.createOpenIDConnectProvider({
      Url: 'https://idp.example.com',
      Tags,
    });
    for (const [key, value, expected] of [
      ['iam:ResourceTag/team', 'red', 'let through'],
      ['aws:ResourceTag/team', 'red', 'let through'],
      ['aws:ResourceTag/team', 'blue', 'AccessDenied'],
    ] as const) {
      await it.may(allow('iam:*', '*', equals(key, value)));
      assert.equal(await it.call('iam', 'GetUser', { UserName: 'ada' }), expected);
      assert.equal(await it.call('iam', 'GetRole', { RoleName: 'r' }), expected);
      assert.equal(await it.call('iam', 'GetPolicy', { PolicyArn: Policy!.Arn }), expected);
      assert.equal(await it.call('iam', 'GetOpenIDConnectProvider', { OpenIDConnectProviderArn }), expected);
    }
  });

  test('a user or group is renamed by whoever may change it under both names', async () => {
    await using it = await opened();
    await it.scene.iam.createUser({ UserName: 'ada', Path: '/team/' });
    await it.scene.iam.createGroup({ GroupName: 'readers', Path: '/team/' });
    await it.may(allow('iam:*', [arn('user/team/*'), arn('group/team/*')] as never));
    const user = { UserName: 'ada' };
    assert.equal(await it.call('iam', 'UpdateUser', { ...user, NewPath: '/admins/' }), 'AccessDenied');
    assert.equal(await it.call('iam', 'UpdateGroup', { GroupName: 'readers', NewPath: '/' }), 'AccessDenied');
    assert.equal(await it.call('iam', 'UpdateUser', { ...user, NewUserName: 'grace' }), 'let through');
    assert.equal(await it.call('iam', 'UpdateGroup', { GroupName: 'readers', NewGroupName: 'writers' }), 'let through');
  });
});

suite('condition keys of STS', () => {
  test('sts:ExternalId and sts:RoleSessionName are asked of both sides', async () => {
    await using it = await opened();
    const condition = { StringEquals: { 'sts:ExternalId': 'shared', 'sts:RoleSessionName': '${aws:username}' } };
    const RoleArn = await it.scene.role('reader', policy(trusts({ AWS: account }, 'sts:AssumeRole', condition)));
    await it.may(allow('sts:AssumeRole', RoleArn));
    const assume = (RoleSessionName: string, ExternalId?: string) =>
      it.call('sts', 'AssumeRole', { RoleArn, RoleSessionName, ExternalId });
    assert.equal(await assume('caller'), 'AccessDenied');
    assert.equal(await assume('caller', 'guessed'), 'AccessDenied');
    assert.equal(await assume('somebody', 'shared'), 'AccessDenied');
    assert.equal(await assume('caller', 'shared'), 'let through');
    await it.may(allow('sts:AssumeRole', RoleArn, equals('sts:RoleSessionName', 'other')));
    assert.equal(await assume('caller', 'shared'), 'AccessDenied');
  });

  test('aws:RequestTag, aws:TagKeys and sts:TransitiveTagKeys are those of the session asked for', async () => {
    await using it = await opened();
    const condition = {
      StringEquals: { 'aws:RequestTag/plan': ['free', 'paid'] },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['plan'], 'sts:TransitiveTagKeys': ['plan'] },
    };
    const RoleArn = await it.scene.role(
      'reader',
      policy(trusts({ AWS: account }, 'sts:AssumeRole'), trusts({ AWS: account }, 'sts:TagSession', condition)),
    );
    await it.may(allow(['sts:AssumeRole', 'sts:TagSession'], RoleArn));
    const assume = (tags: Record<string, string>, TransitiveTagKeys: string[] = []) => {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      return it.call('sts', 'AssumeRole', { RoleArn, RoleSessionName: 'one', Tags, TransitiveTagKeys });
    };
    assert.equal(await assume({ plan: 'gold' }), 'AccessDenied');
    assert.equal(await assume({ plan: 'paid', admin: 'yes' }), 'AccessDenied');
    assert.equal(await assume({ plan: 'paid' }, ['plan']), 'let through');
    assert.equal(await assume({}), 'let through');
    // The caller's own policies must let it tag as well.
    await it.may(allow('sts:AssumeRole', RoleArn));
    assert.equal(await assume({ plan: 'paid' }), 'AccessDenied');
  });

  test('iam:ResourceTag and aws:ResourceTag are those of the role that is taken on', async () => {
    await using it = await opened();
    const RoleArn = await it.scene.role('reader', trust);
    await it.scene.iam.tagRole({ RoleName: 'reader', Tags: [{ Key: 'team', Value: 'red' }] });
    const assume = () => it.call('sts', 'AssumeRole', { RoleArn, RoleSessionName: 'one' });
    for (const key of ['iam:ResourceTag/team', 'aws:ResourceTag/team']) {
      await it.may(allow('sts:AssumeRole', '*', equals(key, 'blue')));
      assert.equal(await assume(), 'AccessDenied');
      await it.may(allow('sts:AssumeRole', '*', equals(key, 'red')));
      assert.equal(await assume(), 'let through');
    }
  });

  test('sts:AssumeRole is refused without a reason where nothing allows it, and with one where a policy denies it', async () => {
    await using it = await opened();
    const RoleArn = await it.scene.role('reader', trust);
    const refusal = `User: ${arn('user/other')} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`;
    using clients = clientsOf(it.scene.server.url, await it.scene.user('other'));
    const input = { RoleArn, RoleSessionName: 'one' };
    const [, status, message] = await codeOf(clients.of(stsModel).call('AssumeRole', input));
    assert.deepEqual([status, message], [403, refusal]);
    const denied = policy(allow('*'), { ...allow('sts:AssumeRole', RoleArn), Effect: 'Deny' });
    await it.scene.iam.putUserPolicy({ UserName: 'other', PolicyName: 'rights', PolicyDocument: denied });
    assert.deepEqual(await codeOf(clients.of(stsModel).call('AssumeRole', input)), [
      'AccessDenied',
      403,
      `${refusal} with an explicit deny in an identity-based policy`,
    ]);
  });
});
