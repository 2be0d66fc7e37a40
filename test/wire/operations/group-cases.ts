import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import type { Scene } from './scene.ts';

async function group(scene: Scene) {
  const { UserPoolId } = await scene.place();
  const GroupName = scene.fresh('group');
  await scene.send('CreateGroup', { UserPoolId, GroupName });
  return { UserPoolId, GroupName };
}
const stranger = async (scene: Scene) => ({ ...(await group(scene)), Username: await scene.user(await scene.place()) });
async function member(scene: Scene) {
  const input = await stranger(scene);
  await scene.send('AdminAddUserToGroup', input);
  return input;
}
const members = async (scene: Scene, { UserPoolId, GroupName }: { UserPoolId: string; GroupName: string }) =>
  (await scene.send('ListUsersInGroup', { UserPoolId, GroupName })).Users!.length;
const madeUp = 'Invalid pagination token given.';

/** Groups and who is in them. */
export const groupCases: Cases = {
  CreateGroup: {
    async succeeds(scene) {
      return { UserPoolId: (await scene.place()).UserPoolId, GroupName: scene.fresh('group'), Precedence: 1 };
    },
    answers: ({ Group }) => assert.equal(Group!.Precedence, 1),
    refuses: { GroupExists: { 'A group with the name already exists.': group } },
    never: { LimitExceeded: 'takes ten thousand groups; groups.test.ts has them' },
  },
  GetGroup: { succeeds: group, answers: ({ Group }) => assert.ok(Group!.CreationDate instanceof Date) },
  UpdateGroup: {
    succeeds: async (scene) => ({ ...(await group(scene)), Description: 'those who pay' }),
    answers: ({ Group }) => assert.equal(Group!.Description, 'those who pay'),
  },
  DeleteGroup: {
    succeeds: group,
    async answers(_, scene, input) {
      await assert.rejects(scene.send('GetGroup', input), { name: 'ResourceNotFoundException' });
    },
  },
  ListGroups: {
    succeeds: async (scene) => ({ UserPoolId: (await group(scene)).UserPoolId, Limit: 1 }),
    answers: ({ Groups }) => assert.equal(Groups!.length, 1),
    refuses: {
      InvalidParameter: {
        [madeUp]: async (scene) => ({ UserPoolId: (await scene.place()).UserPoolId, NextToken: 'made-up' }),
      },
    },
  },
  AdminAddUserToGroup: {
    succeeds: stranger,
    answers: async (_, scene, input) => assert.equal(await members(scene, input), 1),
  },
  AdminRemoveUserFromGroup: {
    succeeds: member,
    answers: async (_, scene, input) => assert.equal(await members(scene, input), 0),
  },
  AdminListGroupsForUser: {
    async succeeds(scene) {
      const { UserPoolId, Username } = await member(scene);
      return { UserPoolId, Username };
    },
    answers: ({ Groups }) => assert.equal(Groups!.length, 1),
    refuses: {
      InvalidParameter: {
        [madeUp]: async (scene) => {
          const { UserPoolId, Username } = await stranger(scene);
          return { UserPoolId, Username, NextToken: 'made-up' };
        },
      },
    },
  },
  ListUsersInGroup: {
    async succeeds(scene) {
      const { UserPoolId, GroupName } = await member(scene);
      return { UserPoolId, GroupName };
    },
    answers: ({ Users }) => assert.equal(Users!.length, 1),
    refuses: {
      InvalidParameter: { [madeUp]: async (scene) => ({ ...(await group(scene)), NextToken: 'made-up' }) },
    },
  },
};
