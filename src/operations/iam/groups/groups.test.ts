import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { accountId, allowing, iamWorlds } from '../../../../test/support/iam-world.ts';
import { refusal } from '../../../../test/support/refusal.ts';

const readOnly = 'arn:aws:iam::aws:policy/AmazonCognitoReadOnly';

for (const { engine, open } of iamWorlds) {
  suite(`groups on ${engine}`, () => {
    // ledger: iam:CreateGroup honoured — names are unique without regard to case
    // ledger: iam:CreateGroup.Path honoured — part of the ARN
    test('of a taken name are refused, in whatever case', async () => {
      await using world = await open();
      const { Group } = await world.iam('CreateGroup', { GroupName: 'Readers', Path: '/team/' });
      assert.match(Group!.GroupId!, /^AGPA[A-Z2-7]{17}$/);
      assert.equal(Group!.Arn, `arn:aws:iam::${accountId}:group/team/Readers`);
      await assert.rejects(
        world.iam('CreateGroup', { GroupName: 'readers' }),
        refusal('EntityAlreadyExists', 'Group with name readers already exists.'),
      );
    });

    test('are refused where there are as many as an account may have', async () => {
      await using world = await open();
      await world.store.write(async ({ iam }) => {
        for (let number = 0; number < 299; number++) {
          await iam.groups.insert({ id: `AGPA${number}`, name: `g${number}`, path: '/', arn: '', createdAt: 0 });
        }
      });
      await world.iam('CreateGroup', { GroupName: 'a' });
      await assert.rejects(
        world.iam('CreateGroup', { GroupName: 'b' }),
        refusal('LimitExceeded', 'Cannot exceed quota for GroupsPerAccount: 300'),
      );
    });

    // ledger: iam:UpdateGroup honoured — members and policies stay
    test('keep their members under another name, which nobody else may have', async () => {
      await using world = await open();
      const { iam } = world;
      await iam('CreateGroup', { GroupName: 'readers' });
      await iam('CreateGroup', { GroupName: 'writers' });
      await iam('CreateUser', { UserName: 'ada' });
      await iam('AddUserToGroup', { GroupName: 'readers', UserName: 'ada' });
      await assert.rejects(
        iam('UpdateGroup', { GroupName: 'readers', NewGroupName: 'Writers' }),
        refusal('EntityAlreadyExists', 'Group with name Writers already exists.'),
      );
      await iam('UpdateGroup', { GroupName: 'readers', NewGroupName: 'all', NewPath: '/x/' });
      const { Group, Users } = await iam('GetGroup', { GroupName: 'ALL' });
      assert.equal(Group!.Arn, `arn:aws:iam::${accountId}:group/x/all`);
      assert.deepEqual(
        Users!.map(({ UserName }) => UserName),
        ['ada'],
      );
      await assert.rejects(iam('GetGroup', { GroupName: 'readers' }), refusal('NoSuchEntity'));
    });

    // ledger: iam:AddUserToGroup honoured — twice is once; a user is in ten groups at most
    test('take a user once, and ten groups a user', async () => {
      await using world = await open();
      const { iam } = world;
      await iam('CreateUser', { UserName: 'ada' });
      for (let number = 0; number <= 10; number++) await iam('CreateGroup', { GroupName: `g${number}` });
      for (let number = 0; number < 10; number++)
        await iam('AddUserToGroup', { GroupName: `g${number}`, UserName: 'ada' });
      await iam('AddUserToGroup', { GroupName: 'G0', UserName: 'ADA' });
      await assert.rejects(
        iam('AddUserToGroup', { GroupName: 'g10', UserName: 'ada' }),
        refusal('LimitExceeded', 'Cannot exceed quota for GroupsPerUser: 10'),
      );
      assert.equal((await iam('ListGroupsForUser', { UserName: 'ada' })).Groups!.length, 10);
      assert.deepEqual((await iam('GetGroup', { GroupName: 'g10' })).Users, []);
    });

    // ledger: iam:RemoveUserFromGroup honoured — one who is no member is an error
    test('give up a member, but nobody who is none', async () => {
      await using world = await open();
      const { iam } = world;
      await iam('CreateUser', { UserName: 'ada' });
      await iam('CreateGroup', { GroupName: 'readers' });
      await iam('AddUserToGroup', { GroupName: 'readers', UserName: 'ada' });
      await iam('RemoveUserFromGroup', { GroupName: 'readers', UserName: 'ada' });
      await assert.rejects(
        iam('RemoveUserFromGroup', { GroupName: 'readers', UserName: 'ada' }),
        refusal('NoSuchEntity', 'User ada is not in group readers.'),
      );
    });

    // ledger: iam:DeleteGroup honoured — refused while there are members or policies
    test('go when members and policies are gone, and one after the other says so', async () => {
      await using world = await open();
      const { iam } = world;
      const GroupName = 'readers';
      await iam('CreateGroup', { GroupName });
      await iam('CreateUser', { UserName: 'ada' });
      await iam('AddUserToGroup', { GroupName, UserName: 'ada' });
      await iam('AttachGroupPolicy', { GroupName, PolicyArn: readOnly });
      await iam('PutGroupPolicy', { GroupName, PolicyName: 'p', PolicyDocument: allowing('s3:*') });
      const conflicts = (what: string) =>
        assert.rejects(
          iam('DeleteGroup', { GroupName }),
          refusal('DeleteConflict', `Cannot delete entity, must ${what}`),
        );
      await conflicts('remove users from group first.');
      await iam('RemoveUserFromGroup', { GroupName, UserName: 'ada' });
      await conflicts('detach all policies first.');
      await iam('DetachGroupPolicy', { GroupName, PolicyArn: readOnly });
      await conflicts('delete policies first.');
      await iam('DeleteGroupPolicy', { GroupName, PolicyName: 'p' });
      await iam('DeleteGroup', { GroupName });
      assert.deepEqual((await iam('ListGroups')).Groups, []);
    });

    test('give their policies to their members, and take them away', async () => {
      await using world = await open();
      const { iam, services } = world;
      const rights = async () => (await services.iam.user('ada'))!.identity.map(({ name }) => name).toSorted();
      await iam('CreateUser', { UserName: 'ada' });
      await iam('CreateGroup', { GroupName: 'readers' });
      await iam('AttachGroupPolicy', { GroupName: 'readers', PolicyArn: readOnly });
      await iam('PutGroupPolicy', { GroupName: 'readers', PolicyName: 'p', PolicyDocument: allowing('s3:*') });
      assert.deepEqual(await rights(), []);
      await iam('AddUserToGroup', { GroupName: 'readers', UserName: 'ada' });
      assert.deepEqual(await rights(), [readOnly, 'inline p of group readers']);
      await iam('DetachGroupPolicy', { GroupName: 'readers', PolicyArn: readOnly });
      assert.deepEqual(await rights(), ['inline p of group readers']);
      await iam('RemoveUserFromGroup', { GroupName: 'readers', UserName: 'ada' });
      assert.deepEqual(await rights(), []);
    });
  });
}
