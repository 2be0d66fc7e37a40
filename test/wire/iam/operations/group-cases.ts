import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import { administrator, arn, reading, type Scene } from './scene.ts';

const group = async (scene: Scene) => ({ GroupName: await scene.group() });

async function membership(scene: Scene) {
  const input = { GroupName: await scene.group(), UserName: await scene.user() };
  await scene.iam.addUserToGroup(input);
  return input;
}

export const groupCases: Cases = {
  CreateGroup: {
    succeeds: async (scene) => ({ GroupName: scene.fresh('Group'), Path: '/team/' }),
    answers({ Group }, _, { GroupName }) {
      const { GroupId, CreateDate, ...rest } = Group!;
      assert.match(GroupId!, /^AGPA[A-Z2-7]{17}$/);
      assert.ok(CreateDate instanceof Date);
      assert.deepEqual(rest, { GroupName, Path: '/team/', Arn: arn(`group/team/${GroupName}`) });
    },
    refuses: { EntityAlreadyExists: { 'Group with name * already exists.': group } },
    never: {
      LimitExceeded: 'takes 300 groups: src/operations/iam/groups/groups.test.ts',
      NoSuchEntity: 'a new group names nothing that could be missing',
    },
  },
  GetGroup: {
    succeeds: async (scene) => ({ GroupName: (await membership(scene)).GroupName }),
    answers({ Group, Users, IsTruncated }, _, { GroupName }) {
      assert.equal(Group!.GroupName, GroupName);
      assert.match(Users![0]!.UserId!, /^AIDA/);
      assert.deepEqual([Users!.length, IsTruncated], [1, false]);
    },
  },
  ListGroups: {
    succeeds: async (scene) => ({ PathPrefix: `/${scene.fresh()}/` }),
    answers: ({ Groups, IsTruncated }) => assert.deepEqual([Groups, IsTruncated], [[], false]),
  },
  ListGroupsForUser: {
    succeeds: async (scene) => ({ UserName: (await membership(scene)).UserName }),
    answers: ({ Groups, IsTruncated }) => assert.deepEqual([Groups!.length, IsTruncated], [1, false]),
  },
  UpdateGroup: {
    succeeds: async (scene) => ({ ...(await group(scene)), NewGroupName: scene.fresh('renamed'), NewPath: '/new/' }),
    async answers(_, scene, { NewGroupName }) {
      const { Group } = await scene.iam.getGroup({ GroupName: NewGroupName });
      assert.equal(Group!.Arn, arn(`group/new/${NewGroupName}`));
    },
    refuses: {
      EntityAlreadyExists: {
        'Group with name * already exists.': async (scene) => ({
          ...(await group(scene)),
          NewGroupName: await scene.group(),
        }),
      },
    },
  },
  DeleteGroup: {
    succeeds: group,
    answers: (_, scene, { GroupName }) =>
      assert.rejects(scene.iam.getGroup({ GroupName }), {
        message: `The group with name ${GroupName} cannot be found.`,
      }),
    refuses: {
      DeleteConflict: {
        'Cannot delete entity, must remove users from group first.': async (scene) => ({
          GroupName: (await membership(scene)).GroupName,
        }),
        'Cannot delete entity, must detach all policies first.': async (scene) => {
          const input = await group(scene);
          await scene.iam.attachGroupPolicy({ ...input, PolicyArn: administrator });
          return input;
        },
        'Cannot delete entity, must delete policies first.': async (scene) => {
          const input = await group(scene);
          await scene.iam.putGroupPolicy({ ...input, PolicyName: 'p', PolicyDocument: reading });
          return input;
        },
      },
    },
  },
  AddUserToGroup: {
    succeeds: async (scene) => ({ ...(await group(scene)), UserName: await scene.user() }),
    async answers(_, scene, { UserName }) {
      assert.equal((await scene.iam.listGroupsForUser({ UserName })).Groups!.length, 1);
    },
    refuses: {
      LimitExceeded: {
        'Cannot exceed quota for GroupsPerUser: 10': async (scene) => {
          const UserName = await scene.user();
          for (let joined = 0; joined < 10; joined++)
            await scene.iam.addUserToGroup({ ...(await group(scene)), UserName });
          return { ...(await group(scene)), UserName };
        },
      },
    },
  },
  RemoveUserFromGroup: {
    succeeds: membership,
    async answers(_, scene, { UserName }) {
      assert.deepEqual((await scene.iam.listGroupsForUser({ UserName })).Groups, []);
    },
    refuses: {
      NoSuchEntity: {
        'User * is not in group *.': async (scene) => ({ ...(await group(scene)), UserName: await scene.user() }),
      },
    },
  },
};
