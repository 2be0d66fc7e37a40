import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { accountId, allowing, iamWorlds, type IamWorld, policy, trusting } from '../../../../test/support/iam-world.ts';
import { refusal } from '../../../../test/support/refusal.ts';

const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const role = async ({ iam }: IamWorld, RoleName: string) => (await iam('GetRole', { RoleName })).Role!;
const trustedFor = (principal: object | string, more: object = {}) =>
  policy({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more });

/** Trust policies that AWS does not save. */
const malformed: readonly (readonly [what: string, document: string, message: RegExp | string])[] = [
  ['that is no JSON', '{"Version":', 'This policy contains invalid Json'],
  ['that is no policy', '[]', 'Syntax errors in policy.'],
  ['with a resource', trustedFor({ AWS: accountId }, { Resource: '*' }), 'Has prohibited field Resource.'],
  ['without a principal', policy({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'Missing required field Principal'],
  [
    'with NotPrincipal',
    policy({ Effect: 'Allow', NotPrincipal: { AWS: accountId }, Action: 'sts:AssumeRole' }),
    'Has prohibited field NotPrincipal.',
  ],
  [
    'that allows something else',
    trustedFor({ AWS: accountId }, { Action: 's3:GetObject' }),
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  [
    'that names a user who is not there',
    trustedFor({ AWS: `arn:aws:iam::${accountId}:user/none` }),
    `Invalid principal in policy: "AWS":"arn:aws:iam::${accountId}:user/none"`,
  ],
  [
    'that names a role who is not there',
    trustedFor({ AWS: `arn:aws:iam::${accountId}:role/none` }),
    /^Invalid principal in policy/,
  ],
  [
    'that names an id that nobody has',
    trustedFor({ AWS: 'AROAAAAAAAAAAAAAAAAAA' }),
    /^Invalid principal in policy: "AWS":"AROA/,
  ],
  [
    'that names somebody by a pattern',
    trustedFor({ AWS: `arn:aws:iam::${accountId}:role/*` }),
    /^Invalid principal in policy/,
  ],
  [
    'that names a provider without its ARN',
    trustedFor({ Federated: 'idp.example.com' }),
    /^Invalid principal in policy: "Federated":"idp\.example\.com"/,
  ],
];

for (const { engine, open } of iamWorlds) {
  suite(`a role on ${engine}`, () => {
    // ledger: iam:CreateRole.RoleName honoured — unique without regard to case, at most 64 characters
    test('of a taken name is refused, in whatever case', async () => {
      await using world = await open();
      await world.role('Reader');
      await assert.rejects(
        world.role('rEADER', { Path: '/x/' }),
        refusal('EntityAlreadyExists', 'Role with name rEADER already exists.'),
      );
      assert.equal((await world.iam('ListRoles')).Roles!.length, 1);
    });

    for (const [what, document, message] of malformed) {
      // ledger: iam:CreateRole.AssumeRolePolicyDocument honoured — held to the grammar and to whom it names when it is saved
      // ledger: iam:UpdateAssumeRolePolicy.PolicyDocument honoured — as for CreateRole
      test(`with a trust policy ${what} is refused, and so is the change to it`, async () => {
        await using world = await open();
        await world.role('reader');
        const refused = refusal('MalformedPolicyDocument', message);
        await assert.rejects(world.role('other', { AssumeRolePolicyDocument: document }), refused);
        await assert.rejects(
          world.iam('UpdateAssumeRolePolicy', { RoleName: 'reader', PolicyDocument: document }),
          refused,
        );
        assert.equal(
          (await role(world, 'reader')).AssumeRolePolicyDocument,
          trusting(`arn:aws:iam::${accountId}:root`),
        );
        assert.equal((await world.iam('ListRoles')).Roles!.length, 1);
      });
    }

    test('with a trust policy of more than 2048 characters is refused; white space does not count', async () => {
      await using world = await open();
      const sized = (size: number) => {
        const short = trustedFor({ AWS: `arn:aws:iam::${accountId}:root` }, { Sid: '' });
        return short.replace('"Sid":""', `"Sid":"${'a'.repeat(size - short.length)}"`);
      };
      await assert.rejects(
        world.role('reader', { AssumeRolePolicyDocument: sized(2_049) }),
        refusal('LimitExceeded', 'Cannot exceed quota for ACLSizePerRole: 2048'),
      );
      await world.role('reader', { AssumeRolePolicyDocument: `${' \n'.repeat(500)}${sized(2_048)}` });
      await assert.rejects(
        world.iam('UpdateAssumeRolePolicy', { RoleName: 'reader', PolicyDocument: sized(2_049) }),
        refusal('LimitExceeded', 'Cannot exceed quota for ACLSizePerRole: 2048'),
      );
    });

    test('with duplicate or reserved tags is refused', async () => {
      await using world = await open();
      for (const keys of [['a', 'A'], ['aws:x']]) {
        const Tags = keys.map((Key) => ({ Key, Value: '' }));
        await assert.rejects(world.role('reader', { Tags }), refusal('InvalidInput'));
      }
    });

    // ledger: iam:CreateRole.MaxSessionDuration honoured — an hour to twelve, an hour where none is given
    test('with sessions shorter than an hour or longer than twelve is refused', async () => {
      await using world = await open();
      for (const MaxSessionDuration of [3_599, 43_201]) {
        await assert.rejects(world.role('reader', { MaxSessionDuration }), refusal('ValidationError'));
      }
      await world.role('long', { MaxSessionDuration: 43_200 });
      await world.role('usual');
      assert.equal((await role(world, 'long')).MaxSessionDuration, 43_200);
      assert.equal((await role(world, 'usual')).MaxSessionDuration, 3_600);
    });

    test('is refused where there are as many as an account may have', async () => {
      await using world = await open();
      await world.role('first');
      const first = (await world.store.iam.roles.find('first'))!;
      await world.store.write(async ({ iam }) => {
        for (let n = 0; n < 998; n++) await iam.roles.insert({ ...first, id: `AROA${n}`, name: `r${n}`, arn: `r${n}` });
      });
      await world.role('last');
      await assert.rejects(
        world.role('more'),
        refusal('LimitExceeded', 'Cannot exceed quota for RolesPerAccount: 1000'),
      );
    });

    // ledger: iam:CreateRole honoured — ids are never given twice
    // ledger: iam:CreateRole.Path honoured — part of the ARN
    // ledger: iam:CreateRole.PermissionsBoundary honoured — must be a managed policy that there is; bounds every decision
    // ledger: iam:GetRole honoured — RoleLastUsed is at most a minute behind
    test('is shown as it was made, with what it trusts by ARN', async () => {
      await using world = await open();
      const { User } = await world.iam('CreateUser', { UserName: 'ada' });
      const { Role } = await world.iam('CreateRole', {
        RoleName: 'Reader',
        Path: '/team/',
        AssumeRolePolicyDocument: trusting(User!.Arn!, accountId),
        Description: 'reads',
        PermissionsBoundary: administrator,
        Tags: [{ Key: 'plan', Value: 'paid' }],
      });
      assert.deepEqual(Role, {
        Path: '/team/',
        RoleName: 'Reader',
        RoleId: Role!.RoleId,
        Arn: `arn:aws:iam::${accountId}:role/team/Reader`,
        CreateDate: new Date(world.clock.now()),
        AssumeRolePolicyDocument: trusting(User!.Arn!, `arn:aws:iam::${accountId}:root`),
        Description: 'reads',
        MaxSessionDuration: 3_600,
        PermissionsBoundary: {
          PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
          PermissionsBoundaryArn: administrator,
        },
        Tags: [{ Key: 'plan', Value: 'paid' }],
        RoleLastUsed: {},
      });
      assert.match(Role!.RoleId!, /^AROA[A-Z2-7]{17}$/);
      assert.deepEqual(await role(world, 'READER'), Role);
    });

    // ledger: iam:UpdateRole honoured — what is not given stays
    // ledger: iam:UpdateRoleDescription honoured — an empty one too
    test('keeps what a change does not name', async () => {
      await using world = await open();
      const { iam } = world;
      await world.role('reader', { Description: 'reads', MaxSessionDuration: 7_200 });
      const shown = async () => {
        const { Description, MaxSessionDuration } = await role(world, 'reader');
        return [Description, MaxSessionDuration];
      };
      assert.deepEqual(await iam('UpdateRole', { RoleName: 'reader', MaxSessionDuration: 3_600 }), {});
      assert.deepEqual(await shown(), ['reads', 3_600]);
      await iam('UpdateRole', { RoleName: 'reader', Description: 'writes' });
      assert.deepEqual(await shown(), ['writes', 3_600]);
      const { Role } = await iam('UpdateRoleDescription', { RoleName: 'READER', Description: '' });
      assert.equal(Role!.Description, '');
      assert.deepEqual(await shown(), ['', 3_600]);
    });

    test('is trusted by another under the ARN it has by then', async () => {
      await using world = await open();
      await world.role('first');
      const trust = trusting((await role(world, 'first')).Arn!);
      await world.role('second', { AssumeRolePolicyDocument: trust });
      assert.equal((await role(world, 'second')).AssumeRolePolicyDocument, trust);
      const { RoleId } = await role(world, 'first');
      await world.iam('DeleteRole', { RoleName: 'first' });
      await world.role('first');
      assert.equal((await role(world, 'second')).AssumeRolePolicyDocument, trusting(RoleId!));
      await world.iam('UpdateAssumeRolePolicy', { RoleName: 'second', PolicyDocument: trust });
      assert.equal((await role(world, 'second')).AssumeRolePolicyDocument, trust);
    });

    // ledger: iam:DeleteRole honoured — refused while there are policies
    // ledger: iam:ListInstanceProfilesForRole differs — there are no instance profiles, so the list is empty
    test('goes when its policies are gone, and one after the other says so', async () => {
      await using world = await open();
      const { iam } = world;
      const RoleName = 'reader';
      await world.role(RoleName);
      await iam('AttachRolePolicy', { RoleName, PolicyArn: administrator });
      await iam('PutRolePolicy', { RoleName, PolicyName: 'p', PolicyDocument: allowing('s3:*') });
      const conflicts = (what: string) =>
        assert.rejects(
          iam('DeleteRole', { RoleName }),
          refusal('DeleteConflict', `Cannot delete entity, must ${what}`),
        );
      await conflicts('detach all policies first.');
      await iam('DetachRolePolicy', { RoleName, PolicyArn: administrator });
      await conflicts('delete policies first.');
      await iam('DeleteRolePolicy', { RoleName, PolicyName: 'p' });
      assert.deepEqual(await iam('ListInstanceProfilesForRole', { RoleName }), {
        InstanceProfiles: [],
        IsTruncated: false,
      });
      await iam('DeleteRole', { RoleName });
      await assert.rejects(
        role(world, RoleName),
        refusal('NoSuchEntity', 'The role with name reader cannot be found.'),
      );
      assert.equal(await world.services.iam.role(RoleName), undefined);
    });

    // ledger: iam:TagRole honoured — a tag takes the place of the one with the same key in another case
    // ledger: iam:UntagRole honoured — keys in whatever case
    // ledger: iam:ListRoleTags honoured — by key, in pages
    test('has tags, which decisions see at once', async () => {
      await using world = await open();
      const { iam, services } = world;
      const RoleName = 'reader';
      await world.role(RoleName, { Tags: [{ Key: 'Plan', Value: 'free' }] });
      assert.deepEqual((await services.iam.role(RoleName))!.role.tags, { Plan: 'free' });
      await iam('TagRole', {
        RoleName,
        Tags: [
          { Key: 'plan', Value: 'paid' },
          { Key: 'a', Value: '' },
        ],
      });
      assert.deepEqual((await services.iam.role(RoleName))!.role.tags, { plan: 'paid', a: '' });
      const first = await iam('ListRoleTags', { RoleName, MaxItems: 1 });
      assert.deepEqual(first.Tags, [{ Key: 'a', Value: '' }]);
      const second = await iam('ListRoleTags', { RoleName, MaxItems: 1, Marker: first.Marker });
      assert.deepEqual(second, { Tags: [{ Key: 'plan', Value: 'paid' }], IsTruncated: false });
      await iam('UntagRole', { RoleName, TagKeys: ['A'] });
      assert.deepEqual((await role(world, RoleName)).Tags, [{ Key: 'plan', Value: 'paid' }]);
      const Tags = [
        { Key: 'b', Value: '' },
        { Key: 'B', Value: '' },
      ];
      await assert.rejects(iam('TagRole', { RoleName, Tags }), refusal('InvalidInput', /^Duplicate tag keys/));
    });

    // ledger: iam:PutRolePermissionsBoundary honoured — decisions are bounded by it from then on
    // ledger: iam:DeleteRolePermissionsBoundary honoured — refused where there is none
    test('has a boundary until it is taken off; a policy that is one cannot be deleted', async () => {
      await using world = await open();
      const { iam, services } = world;
      const RoleName = 'reader';
      await world.role(RoleName);
      const { Policy } = await iam('CreatePolicy', { PolicyName: 'limits', PolicyDocument: allowing('s3:*') });
      const { Arn: PolicyArn = '' } = Policy!;
      await iam('PutRolePermissionsBoundary', { RoleName, PermissionsBoundary: PolicyArn });
      assert.equal((await services.iam.role(RoleName))!.boundary!.name, PolicyArn);
      await assert.rejects(
        iam('DeletePolicy', { PolicyArn }),
        refusal('DeleteConflict', 'Cannot delete a policy attached to entities.'),
      );
      await iam('DeleteRolePermissionsBoundary', { RoleName });
      assert.equal((await services.iam.role(RoleName))!.boundary, undefined);
      await iam('DeletePolicy', { PolicyArn });
    });
  });
}
