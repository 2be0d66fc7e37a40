import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { accountId, allowing, iamWorlds, type IamWorld, trusting } from '../../../../test/support/iam-world.ts';
import { refusal } from '../../../../test/support/refusal.ts';

const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const user = async ({ iam }: IamWorld, UserName: string) => (await iam('GetUser', { UserName })).User!;

for (const { engine, open } of iamWorlds) {
  suite(`CreateUser is refused on ${engine}`, () => {
    // ledger: iam:CreateUser.UserName honoured — unique without regard to case, at most 64 characters
    test('where somebody has the name, in whatever case', async () => {
      await using world = await open();
      await world.iam('CreateUser', { UserName: 'Ada' });
      await assert.rejects(
        world.iam('CreateUser', { UserName: 'aDA', Path: '/team/' }),
        refusal('EntityAlreadyExists', 'User with name aDA already exists.'),
      );
      assert.equal((await world.iam('ListUsers')).Users!.length, 1);
    });

    for (const [what, input, message] of [
      ['with a name that is too long', { UserName: 'a'.repeat(65) }, /less than or equal to 64$/],
      ['with a name of other letters', { UserName: 'zoë' }, /regular expression pattern/],
      ['with a path that does not end', { UserName: 'ada', Path: '/team' }, /regular expression pattern/],
      ['with a path of spaces', { UserName: 'ada', Path: '/a b/' }, /regular expression pattern/],
      [
        'with more than fifty tags',
        { UserName: 'ada', Tags: Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: '' })) },
        /less than or equal to 50/,
      ],
    ] as const) {
      test(what, async () => {
        await using world = await open();
        await assert.rejects(
          world.iam('CreateUser', { ...input, Tags: [...('Tags' in input ? input.Tags : [])] }),
          refusal('ValidationError', message),
        );
      });
    }

    // ledger: iam:CreateUser.Tags honoured — keys are unique without regard to case, and aws: is AWS's own
    test('with a tag given twice, in whatever case, or reserved for AWS', async () => {
      await using world = await open();
      for (const keys of [['a', 'A'], ['aws:x']]) {
        const Tags = keys.map((Key) => ({ Key, Value: '' }));
        await assert.rejects(world.iam('CreateUser', { UserName: 'ada', Tags }), refusal('InvalidInput'));
      }
    });

    test('where there are as many users as an account may have', async () => {
      await using world = await open();
      await world.store.write(async ({ iam }) => {
        for (let number = 0; number < 4_999; number++) {
          const name = `u${number}`;
          await iam.users.insert({
            id: `AIDA${number}`,
            name,
            path: '/',
            arn: name,
            createdAt: 0,
            boundaryArn: undefined,
            tags: {},
          });
        }
      });
      await world.iam('CreateUser', { UserName: 'ada' });
      await assert.rejects(
        world.iam('CreateUser', { UserName: 'grace' }),
        refusal('LimitExceeded', 'Cannot exceed quota for UsersPerAccount: 5000'),
      );
    });
  });

  suite(`users on ${engine}`, () => {
    // ledger: iam:CreateUser honoured — ids are never given twice
    // ledger: iam:CreateUser.Path honoured — part of the ARN
    // ledger: iam:CreateUser.PermissionsBoundary honoured — must be a managed policy that there is; bounds every decision
    // ledger: iam:GetUser honoured — by name in whatever case
    test('are shown as they were made', async () => {
      await using world = await open();
      const { User } = await world.iam('CreateUser', {
        UserName: 'Ada',
        Path: '/team/',
        PermissionsBoundary: administrator,
        Tags: [{ Key: 'plan', Value: 'paid' }],
      });
      assert.deepEqual(User, {
        Path: '/team/',
        UserName: 'Ada',
        UserId: User!.UserId,
        Arn: `arn:aws:iam::${accountId}:user/team/Ada`,
        CreateDate: new Date(world.clock.now()),
        PermissionsBoundary: {
          PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
          PermissionsBoundaryArn: administrator,
        },
        Tags: [{ Key: 'plan', Value: 'paid' }],
      });
      assert.match(User!.UserId!, /^AIDA[A-Z2-7]{17}$/);
      assert.deepEqual(await user(world, 'ADA'), User);
    });

    // ledger: iam:GetUser.UserName honoured — without it, the caller; the account's root is shown without a name
    test('are the caller where none is named', async () => {
      await using world = await open();
      const { User: made } = await world.iam('CreateUser', { UserName: 'ada' });
      const principal = { kind: 'user', arn: made!.Arn!, accountId, accessKeyId: 'AKIA', userName: 'ada' } as const;
      assert.equal((await world.iam('GetUser', {}, { principal })).User!.UserId, made!.UserId);
      const { User: root } = await world.iam('GetUser');
      assert.deepEqual([root!.UserId, root!.Arn], [accountId, `arn:aws:iam::${accountId}:root`]);
      const session = { kind: 'session', arn: 'arn:aws:sts::x', accountId, accessKeyId: 'ASIA' } as const;
      await assert.rejects(
        world.iam('GetUser', {}, { principal: session }),
        refusal('ValidationError', 'Must specify userName when calling with non-User credentials'),
      );
    });

    // ledger: iam:UpdateUser honoured — keys, policies, groups and trust go with the user
    test('stay who they are under another name and path', async () => {
      await using world = await open();
      await world.iam('CreateUser', { UserName: 'ada' });
      await world.iam('CreateGroup', { GroupName: 'readers' });
      await world.iam('AddUserToGroup', { UserName: 'ada', GroupName: 'readers' });
      const { AccessKey } = await world.iam('CreateAccessKey', { UserName: 'ada' });
      const before = await user(world, 'ada');
      await world.role('reader', { AssumeRolePolicyDocument: trusting(before.Arn!) });

      await world.iam('UpdateUser', { UserName: 'ADA', NewUserName: 'grace', NewPath: '/new/' });
      const after = await user(world, 'grace');
      assert.equal(after.UserId, before.UserId);
      assert.equal(after.Arn, `arn:aws:iam::${accountId}:user/new/grace`);
      await assert.rejects(user(world, 'ada'), refusal('NoSuchEntity'));
      assert.equal((await world.iam('ListGroupsForUser', { UserName: 'grace' })).Groups!.length, 1);
      const { principal } = (await world.store.accessKeys.find(AccessKey!.AccessKeyId!))!;
      assert.deepEqual([principal.userName, principal.arn], ['grace', after.Arn]);
      const { Role } = await world.iam('GetRole', { RoleName: 'reader' });
      assert.equal(Role!.AssumeRolePolicyDocument, trusting(after.Arn!));
    });

    test('cannot take the name of another, but their own in another case', async () => {
      await using world = await open();
      await world.iam('CreateUser', { UserName: 'ada' });
      await world.iam('CreateUser', { UserName: 'grace' });
      await assert.rejects(
        world.iam('UpdateUser', { UserName: 'ada', NewUserName: 'GRACE' }),
        refusal('EntityAlreadyExists', 'User with name GRACE already exists.'),
      );
      await world.iam('UpdateUser', { UserName: 'ada', NewUserName: 'ADA' });
      assert.equal((await user(world, 'ada')).UserName, 'ADA');
    });

    // ledger: iam:DeleteUser honoured — refused while there are keys, groups or policies
    test('go when nothing of theirs is left, and one thing after the other says so', async () => {
      await using world = await open();
      const { iam } = world;
      const UserName = 'ada';
      await iam('CreateUser', { UserName, PermissionsBoundary: administrator });
      await iam('CreateGroup', { GroupName: 'readers' });
      await iam('AddUserToGroup', { UserName, GroupName: 'readers' });
      await iam('PutUserPolicy', { UserName, PolicyName: 'p', PolicyDocument: allowing('s3:GetObject') });
      await iam('AttachUserPolicy', { UserName, PolicyArn: administrator });
      const { AccessKey } = await iam('CreateAccessKey', { UserName });
      const conflicts = async (what: string) =>
        assert.rejects(
          iam('DeleteUser', { UserName }),
          refusal('DeleteConflict', `Cannot delete entity, must ${what}`),
        );

      await conflicts('delete access keys first.');
      await iam('DeleteAccessKey', { UserName, AccessKeyId: AccessKey!.AccessKeyId! });
      await conflicts('remove users from group first.');
      await iam('RemoveUserFromGroup', { UserName, GroupName: 'readers' });
      await conflicts('detach all policies first.');
      await iam('DetachUserPolicy', { UserName, PolicyArn: administrator });
      await conflicts('delete policies first.');
      await iam('DeleteUserPolicy', { UserName, PolicyName: 'p' });
      await iam('DeleteUser', { UserName: 'ADA' });
      await assert.rejects(user(world, UserName), refusal('NoSuchEntity', 'The user with name ada cannot be found.'));
    });

    test('made anew under an old name are somebody else, whom nobody trusts', async () => {
      await using world = await open();
      const { User: old } = await world.iam('CreateUser', { UserName: 'ada' });
      await world.role('reader', { AssumeRolePolicyDocument: trusting(old!.Arn!) });
      await world.iam('DeleteUser', { UserName: 'ada' });
      const { User: other } = await world.iam('CreateUser', { UserName: 'ada' });
      assert.notEqual(other!.UserId, old!.UserId);
      const { Role } = await world.iam('GetRole', { RoleName: 'reader' });
      assert.equal(Role!.AssumeRolePolicyDocument, trusting(old!.UserId!));
      const ready = await world.services.iam.role('reader');
      assert.deepEqual(ready!.trust.document.tree.statements[0]!.principal!.names, [
        { type: 'AWS', value: old!.UserId },
      ]);
    });

    // ledger: iam:TagUser honoured — a tag takes the place of the one with the same key in another case
    // ledger: iam:UntagUser honoured — keys in whatever case; one that is not there is no error
    // ledger: iam:ListUserTags honoured — by key, in pages
    test('have tags', async () => {
      await using world = await open();
      const { iam } = world;
      const UserName = 'ada';
      await iam('CreateUser', { UserName, Tags: [{ Key: 'Plan', Value: 'free' }] });
      await iam('TagUser', {
        UserName,
        Tags: [
          { Key: 'plan', Value: 'paid' },
          { Key: 'a', Value: '' },
        ],
      });
      const Tags = [
        { Key: 'a', Value: '' },
        { Key: 'plan', Value: 'paid' },
      ];
      assert.deepEqual(await iam('ListUserTags', { UserName }), { Tags, IsTruncated: false });
      assert.deepEqual((await user(world, UserName)).Tags, Tags);
      await iam('UntagUser', { UserName, TagKeys: ['PLAN', 'none'] });
      assert.deepEqual((await iam('ListUserTags', { UserName })).Tags, [{ Key: 'a', Value: '' }]);
      const fifty = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
      await assert.rejects(
        iam('TagUser', { UserName, Tags: fifty }),
        refusal('LimitExceeded', 'Cannot exceed quota for TagsPerEntity: 50'),
      );
      assert.equal((await iam('ListUserTags', { UserName })).Tags!.length, 1);
    });

    // ledger: iam:PutUserPermissionsBoundary honoured — decisions are bounded by it from then on
    // ledger: iam:DeleteUserPermissionsBoundary honoured — refused where there is none
    test('have a boundary until it is taken off', async () => {
      await using world = await open();
      const { iam, services } = world;
      await iam('CreateUser', { UserName: 'ada' });
      assert.equal((await services.iam.user('ada'))!.boundary, undefined);
      await iam('PutUserPermissionsBoundary', { UserName: 'ada', PermissionsBoundary: administrator });
      assert.equal((await services.iam.user('ada'))!.boundary!.name, administrator);
      await iam('DeleteUserPermissionsBoundary', { UserName: 'ada' });
      assert.equal((await services.iam.user('ada'))!.boundary, undefined);
      assert.equal((await user(world, 'ada')).PermissionsBoundary, undefined);
    });
  });
}
