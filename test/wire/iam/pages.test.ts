import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import * as sdk from '@aws-sdk/client-iam';
import { operations } from '#operations/iam/operations.gen.ts';
import { allow, policy } from '../../support/account.ts';
import { openScene, type Scene } from '../sts/scene.ts';

type Paginate = (options: { client: sdk.IAM; pageSize: number }, input: object) => AsyncIterable<object>;
const paginators = { ...sdk } as unknown as Readonly<Record<string, Paginate>>;

const document = policy(allow('s3:GetObject'));
const three = ['a', 'b', 'c'];
const arn = (name: string) => `arn:aws:iam::000000000000:policy/${name}`;

/** What the lists are of: three of everything, and everything on the first of them. */
async function fill({ iam, role }: Scene): Promise<void> {
  for (const name of three) {
    await iam.createUser({ UserName: name, Path: '/list/' });
    await iam.createGroup({ GroupName: name, Path: '/list/' });
    await role(name, policy({ Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'sts:AssumeRole' }));
    await iam.createPolicy({ PolicyName: name, PolicyDocument: document });
  }
  const { OpenIDConnectProviderArn } = await iam.createOpenIDConnectProvider({ Url: 'https://idp.example.com' });
  for (const name of three) {
    const Tags = [{ Key: name, Value: name }];
    await iam.addUserToGroup({ UserName: 'a', GroupName: name });
    if (name !== 'a') await iam.addUserToGroup({ UserName: name, GroupName: 'a' });
    const inline = { PolicyName: name, PolicyDocument: document };
    await iam.putUserPolicy({ UserName: 'a', ...inline });
    await iam.putGroupPolicy({ GroupName: 'a', ...inline });
    await iam.putRolePolicy({ RoleName: 'a', ...inline });
    await iam.attachUserPolicy({ UserName: 'a', PolicyArn: arn(name) });
    await iam.attachGroupPolicy({ GroupName: 'a', PolicyArn: arn(name) });
    await iam.attachRolePolicy({ RoleName: 'a', PolicyArn: arn(name) });
    await iam.tagUser({ UserName: 'a', Tags });
    await iam.tagRole({ RoleName: 'a', Tags });
    await iam.tagPolicy({ PolicyArn: arn('a'), Tags });
    await iam.tagOpenIDConnectProvider({ OpenIDConnectProviderArn, Tags });
    if (name !== 'a') await iam.createPolicyVersion({ PolicyArn: arn('a'), PolicyDocument: document });
  }
  await iam.createAccessKey({ UserName: 'a' });
  await iam.createAccessKey({ UserName: 'a' });
}

/** How many each paginator finds, and with what it is asked; `ListPolicies` and the like over what `fill` has made. */
const lists: Readonly<Record<string, readonly [count: number, input: object]>> = {
  GetGroup: [3, { GroupName: 'a' }],
  ListAccessKeys: [2, { UserName: 'a' }],
  ListAttachedGroupPolicies: [3, { GroupName: 'a' }],
  ListAttachedRolePolicies: [3, { RoleName: 'a' }],
  ListAttachedUserPolicies: [3, { UserName: 'a' }],
  ListEntitiesForPolicy: [3, { PolicyArn: arn('a') }],
  ListGroupPolicies: [3, { GroupName: 'a' }],
  ListGroups: [3, {}],
  ListGroupsForUser: [3, { UserName: 'a' }],
  ListInstanceProfilesForRole: [0, { RoleName: 'a' }],
  ListPolicies: [3, { Scope: 'Local' }],
  ListPolicyTags: [3, { PolicyArn: arn('a') }],
  ListPolicyVersions: [3, { PolicyArn: arn('a') }],
  ListRolePolicies: [3, { RoleName: 'a' }],
  ListRoles: [3, {}],
  ListRoleTags: [3, { RoleName: 'a' }],
  ListOpenIDConnectProviderTags: [
    3,
    { OpenIDConnectProviderArn: 'arn:aws:iam::000000000000:oidc-provider/idp.example.com' },
  ],
  ListSAMLProviderTags: [0, { SAMLProviderArn: 'arn:aws:iam::000000000000:saml-provider/none' }],
  ListUserPolicies: [3, { UserName: 'a' }],
  ListUsers: [3, { PathPrefix: '/list/' }],
  ListUserTags: [3, { UserName: 'a' }],
  SimulateCustomPolicy: [2, { PolicyInputList: [document], ActionNames: ['s3:GetObject', 's3:PutObject'] }],
  SimulatePrincipalPolicy: [
    2,
    {
      PolicySourceArn: 'arn:aws:iam::000000000000:user/list/a',
      ActionNames: ['s3:GetObject', 's3:PutObject'],
    },
  ],
};

/** What a page holds: all its lists. */
const itemsOf = (page: object): readonly unknown[] => Object.values(page).filter(Array.isArray).flat();

suite('the paginators of the AWS SDK', () => {
  let scene: Scene;
  before(async () => {
    scene = await openScene();
    await fill(scene);
  });
  after(() => scene[Symbol.asyncDispose]());

  test('are shown for every operation that has pages', () => {
    const paged = Object.keys(operations).filter((name) => `paginate${name}` in paginators);
    assert.deepEqual(
      paged.filter((name) => !lists[name]),
      [],
    );
  });

  for (const [name, [count, input]] of Object.entries(lists)) {
    if (!(`paginate${name}` in paginators) || name === 'ListSAMLProviderTags') continue;
    // The SDK writes the marker into the input it is given.
    // ledger: iam:ListAttachedGroupPolicies honoured — by name, in pages
    // ledger: iam:ListAttachedRolePolicies honoured — by name, in pages
    // ledger: iam:ListAttachedUserPolicies honoured — by name, in pages
    // ledger: iam:ListGroupPolicies honoured — by name, in pages
    // ledger: iam:ListRolePolicies honoured — by name, in pages
    // ledger: iam:ListUserPolicies honoured — by name, in pages
    // ledger: iam:ListGroups honoured — by name, in pages
    // ledger: iam:ListGroupsForUser honoured — by name, in pages
    // ledger: iam:ListRoles honoured — by name, in pages, without boundary, tags and last use, as on AWS
    // ledger: iam:ListUsers honoured — by name, in pages, without boundary and tags, as on AWS
    // ledger: iam:ListUsers.PathPrefix honoured — a whole path or its beginning
    // ledger: iam:ListOpenIDConnectProviderTags honoured — by key, in pages
    test(`${name} comes one by one, each once, and never an empty page before the last`, async () => {
      const seen: string[] = [];
      for await (const page of paginators[`paginate${name}`]!({ client: scene.iam, pageSize: 1 }, { ...input })) {
        const items = itemsOf(page);
        assert.equal(items.length, Math.min(1, count));
        seen.push(...items.map((item) => JSON.stringify(item)));
      }
      assert.equal(seen.length, count);
      assert.equal(new Set(seen).size, count);
      const whole = await Array.fromAsync(
        paginators[`paginate${name}`]!({ client: scene.iam, pageSize: 1_000 }, { ...input }),
      );
      assert.deepEqual(
        itemsOf(whole[0]!)
          .map((item) => JSON.stringify(item))
          .toSorted(),
        seen.toSorted(),
      );
    });
  }

  // ledger: iam:ListRoles.Marker honoured — of the list it came from; any other is refused
  // ledger: iam:ListRoles.MaxItems honoured — a thousand at most, a hundred unless said otherwise
  test('a marker is good for its own list only, and one that was made up for none', async () => {
    const { Marker } = await scene.iam.listRoles({ MaxItems: 1 });
    await assert.rejects(scene.iam.listUsers({ Marker }), { name: 'ValidationError' });
    await assert.rejects(scene.iam.listRoles({ Marker: 'made-up' }), { name: 'ValidationError' });
    for (const MaxItems of [0, 1_001]) {
      await assert.rejects(scene.iam.listRoles({ MaxItems }), { name: 'ValidationError' });
    }
  });
});
