import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { suite, test } from 'node:test';
import { accountOf, allow, policy } from '../../../../test/support/account.ts';
import { accountId, openIamWorld } from '../../../../test/support/iam-world.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { samlIdp } from '../../../../test/support/saml-idp.ts';
import { authorize } from './authorize.ts';

const denied = refusal('AccessDeniedException');
const kept = [{ Key: 'kept', Value: 'yes' }];
const document = policy(allow('s3:GetObject'));

/** May do everything to what nobody has tagged as kept. */
const notWhatIsKept = policy(allow('iam:*'), {
  Effect: 'Deny',
  Action: 'iam:*',
  Resource: '*',
  Condition: { StringEquals: { 'aws:ResourceTag/kept': 'yes' } },
});

async function opened() {
  const world = await openIamWorld();
  const account = accountOf(world);
  let users = 0;
  /** Asks as a new user with this policy. */
  async function may(rights: string, operation: string, input: object): Promise<void> {
    const principal = await account.user(`asking-${users++}`, rights);
    await asks(principal, operation, input);
  }
  async function asks(principal: Awaited<ReturnType<typeof account.user>>, operation: string, input: object) {
    const call = { requestId: randomUUID(), region: 'us-east-1', principal };
    await authorize(world.services, {
      action: `iam:${operation}`,
      input: input as Record<string, unknown>,
      call,
    });
  }
  return { world, account, may, asks, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

suite('a policy about IAM can ask for the tags', () => {
  test('of a managed policy', async () => {
    await using it = await opened();
    const made = async (PolicyName: string, Tags: typeof kept) =>
      (await it.world.iam('CreatePolicy', { PolicyName, PolicyDocument: document, Tags })).Policy!.Arn!;
    const [own, free] = [await made('own', kept), await made('free', [])];
    for (const operation of ['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicy', 'UntagPolicy']) {
      await it.may(notWhatIsKept, operation, { PolicyArn: free });
      await assert.rejects(it.may(notWhatIsKept, operation, { PolicyArn: own }), denied, operation);
    }
  });

  test('of an identity provider', async () => {
    await using it = await opened();
    const { OpenIDConnectProviderArn } = await it.world.iam('CreateOpenIDConnectProvider', {
      Url: 'https://idp.example.com',
      ClientIDList: ['app'],
      Tags: kept,
    });
    const { SAMLProviderArn } = await it.world.iam('CreateSAMLProvider', {
      Name: 'corp',
      SAMLMetadataDocument: samlIdp({ now: it.world.clock.now }).metadata,
      Tags: kept,
    });
    for (const [operation, input] of [
      ['AddClientIDToOpenIDConnectProvider', { OpenIDConnectProviderArn, ClientID: 'other' }],
      ['UntagOpenIDConnectProvider', { OpenIDConnectProviderArn, TagKeys: ['kept'] }],
      ['UpdateSAMLProvider', { SAMLProviderArn }],
      ['DeleteSAMLProvider', { SAMLProviderArn }],
    ] as const) {
      await assert.rejects(it.may(notWhatIsKept, operation, input), denied, operation);
    }
    const other = { OpenIDConnectProviderArn: `arn:aws:iam::${accountId}:oidc-provider/other.example.com` };
    await it.may(notWhatIsKept, 'DeleteOpenIDConnectProvider', other);
  });

  test('of the caller, whether a request names its own user or leaves the name out', async () => {
    await using it = await opened();
    const ada = await it.account.user('ada', notWhatIsKept);
    for (const UserName of ['ada', undefined]) await it.asks(ada, 'CreateAccessKey', { UserName });
    await it.world.iam('TagUser', { UserName: 'ada', Tags: kept });
    for (const UserName of ['ada', undefined]) {
      await assert.rejects(it.asks(ada, 'CreateAccessKey', { UserName }), denied);
    }
  });
});

suite('whoever gives something another name', () => {
  test('needs the right to what it will be, and not to what it is alone', async () => {
    await using it = await opened();
    await it.world.iam('CreateUser', { UserName: 'ada', Path: '/dev/' });
    await it.world.iam('CreateGroup', { GroupName: 'writers', Path: '/dev/' });
    const developers = policy(allow('iam:*', `arn:aws:iam::${accountId}:*/dev/*`));
    await it.may(developers, 'UpdateUser', { UserName: 'ada', NewUserName: 'eve' });
    await it.may(developers, 'UpdateUser', { UserName: 'ada', NewPath: '/dev/web/' });
    await it.may(developers, 'UpdateGroup', { GroupName: 'writers', NewGroupName: 'readers' });
    await assert.rejects(it.may(developers, 'UpdateUser', { UserName: 'ada', NewPath: '/admin/' }), denied);
    await assert.rejects(it.may(developers, 'UpdateGroup', { GroupName: 'writers', NewPath: '/' }), denied);
    const notAdmin = policy(allow('iam:*'), {
      Effect: 'Deny',
      Action: 'iam:*',
      Resource: `arn:aws:iam::${accountId}:user/*admin`,
    });
    await assert.rejects(it.may(notAdmin, 'UpdateUser', { UserName: 'ada', NewUserName: 'admin' }), denied);
  });
});
