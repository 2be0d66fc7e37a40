import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import { administrator, arn, reading, type Scene } from './scene.ts';

const tag = { Key: 'team', Value: 'red' };
const user = async (scene: Scene) => ({ UserName: await scene.user() });
const shown = async (scene: Scene, UserName: string) => (await scene.iam.getUser({ UserName })).User!;

async function withKey(scene: Scene) {
  const UserName = await scene.user();
  const { AccessKey } = await scene.iam.createAccessKey({ UserName });
  return { UserName, AccessKeyId: AccessKey!.AccessKeyId! };
}

async function inGroup(scene: Scene) {
  const input = { UserName: await scene.user(), GroupName: await scene.group() };
  await scene.iam.addUserToGroup(input);
  return input;
}

/** A case for each thing that keeps a user from being deleted. */
const keptBy = (keep: (scene: Scene, UserName: string) => Promise<unknown>) => async (scene: Scene) => {
  const UserName = await scene.user();
  await keep(scene, UserName);
  return { UserName };
};

export const userCases: Cases = {
  CreateUser: {
    succeeds: async (scene) => ({
      UserName: scene.fresh('User'),
      Path: '/team/',
      PermissionsBoundary: administrator,
      Tags: [tag],
    }),
    answers({ User }, _, { UserName }) {
      const { UserId, CreateDate, ...rest } = User!;
      assert.match(UserId!, /^AIDA[A-Z2-7]{17}$/);
      assert.ok(CreateDate instanceof Date);
      assert.deepEqual(rest, {
        UserName,
        Path: '/team/',
        Arn: arn(`user/team/${UserName}`),
        PermissionsBoundary: {
          PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
          PermissionsBoundaryArn: administrator,
        },
        Tags: [tag],
      });
    },
    refuses: {
      EntityAlreadyExists: { 'User with name * already exists.': user },
    },
    never: { LimitExceeded: 'takes 5000 users: src/operations/iam/users/users.test.ts' },
  },
  GetUser: {
    succeeds: user,
    answers: ({ User }, _, { UserName }) => assert.deepEqual([User!.UserName, User!.Tags], [UserName, undefined]),
  },
  ListUsers: {
    succeeds: async () => ({ MaxItems: 1 }),
    answers({ Users, IsTruncated, Marker }) {
      assert.equal(Users!.length, 1);
      assert.deepEqual([typeof IsTruncated, Marker === undefined], ['boolean', !IsTruncated]);
    },
  },
  UpdateUser: {
    succeeds: async (scene) => ({ ...(await user(scene)), NewUserName: scene.fresh('renamed'), NewPath: '/new/' }),
    async answers(_, scene, { NewUserName = '' }) {
      assert.equal((await shown(scene, NewUserName)).Arn, arn(`user/new/${NewUserName}`));
    },
    refuses: {
      EntityAlreadyExists: {
        'User with name stranger already exists.': async (scene) => ({
          ...(await user(scene)),
          NewUserName: 'stranger',
        }),
      },
    },
  },
  DeleteUser: {
    succeeds: user,
    answers: (_, scene, { UserName = '' }) =>
      assert.rejects(shown(scene, UserName), { message: `The user with name ${UserName} cannot be found.` }),
    refuses: {
      DeleteConflict: {
        'Cannot delete entity, must delete access keys first.': async (scene) => withKey(scene),
        'Cannot delete entity, must remove users from group first.': async (scene) => ({
          UserName: (await inGroup(scene)).UserName,
        }),
        'Cannot delete entity, must detach all policies first.': keptBy((scene, UserName) =>
          scene.iam.attachUserPolicy({ UserName, PolicyArn: administrator }),
        ),
        'Cannot delete entity, must delete policies first.': keptBy((scene, UserName) =>
          scene.iam.putUserPolicy({ UserName, PolicyName: 'p', PolicyDocument: reading }),
        ),
      },
    },
  },
  PutUserPermissionsBoundary: {
    succeeds: async (scene) => ({ ...(await user(scene)), PermissionsBoundary: administrator }),
    async answers(_, scene, { UserName = '' }) {
      assert.equal((await shown(scene, UserName)).PermissionsBoundary!.PermissionsBoundaryArn, administrator);
    },
  },
  DeleteUserPermissionsBoundary: {
    succeeds: keptBy((scene, UserName) =>
      scene.iam.putUserPermissionsBoundary({ UserName, PermissionsBoundary: administrator }),
    ),
    async answers(_, scene, { UserName = '' }) {
      assert.equal((await shown(scene, UserName)).PermissionsBoundary, undefined);
    },
    refuses: { NoSuchEntity: { 'The user with name * does not have a permissions boundary.': user } },
  },
  TagUser: {
    succeeds: async (scene) => ({ ...(await user(scene)), Tags: [tag] }),
    answers: async (_, scene, { UserName = '' }) => assert.deepEqual((await shown(scene, UserName)).Tags, [tag]),
  },
  UntagUser: {
    succeeds: async (scene) => {
      const UserName = await scene.user();
      await scene.iam.tagUser({ UserName, Tags: [tag] });
      return { UserName, TagKeys: ['TEAM'] };
    },
    answers: async (_, scene, { UserName = '' }) => assert.equal((await shown(scene, UserName)).Tags, undefined),
  },
  ListUserTags: {
    succeeds: user,
    answers: ({ Tags, IsTruncated }) => assert.deepEqual([Tags, IsTruncated], [[], false]),
  },
  CreateAccessKey: {
    succeeds: user,
    answers({ AccessKey }, _, { UserName }) {
      const { AccessKeyId, SecretAccessKey, CreateDate, ...rest } = AccessKey!;
      assert.match(AccessKeyId!, /^AKIA[A-Z2-7]{16}$/);
      assert.match(SecretAccessKey!, /^[A-Za-z0-9+/]{40}$/);
      assert.ok(CreateDate instanceof Date);
      assert.deepEqual(rest, { UserName, Status: 'Active' });
    },
    refuses: {
      LimitExceeded: {
        'Cannot exceed quota for AccessKeysPerUser: 2': async (scene) => {
          const { UserName } = await withKey(scene);
          await scene.iam.createAccessKey({ UserName });
          return { UserName };
        },
      },
    },
  },
  ListAccessKeys: {
    succeeds: async (scene) => ({ UserName: (await withKey(scene)).UserName }),
    answers({ AccessKeyMetadata, IsTruncated }, _, { UserName }) {
      const [{ AccessKeyId: _id, CreateDate, ...rest } = {}] = AccessKeyMetadata!;
      assert.ok(CreateDate instanceof Date);
      assert.deepEqual([rest, IsTruncated], [{ UserName, Status: 'Active' }, false]);
    },
  },
  UpdateAccessKey: {
    succeeds: async (scene) => ({ ...(await withKey(scene)), Status: 'Inactive' }),
    async answers(_, scene, { UserName }) {
      const { AccessKeyMetadata } = await scene.iam.listAccessKeys({ UserName });
      assert.equal(AccessKeyMetadata![0]!.Status, 'Inactive');
    },
  },
  DeleteAccessKey: {
    succeeds: withKey,
    async answers(_, scene, { UserName }) {
      assert.deepEqual((await scene.iam.listAccessKeys({ UserName })).AccessKeyMetadata, []);
    },
  },
  GetAccessKeyLastUsed: {
    succeeds: async (scene) => ({ AccessKeyId: (await withKey(scene)).AccessKeyId }),
    answers({ UserName, AccessKeyLastUsed }) {
      assert.match(UserName!, /^user\d+$/);
      assert.deepEqual(AccessKeyLastUsed, { ServiceName: 'N/A', Region: 'N/A' });
    },
  },
};
