import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import { administrator, arn, reading, trust, type Scene } from './scene.ts';

const tag = { Key: 'team', Value: 'größer + 100:a=b@c' };
const role = async (scene: Scene) => ({ RoleName: await scene.role() });
const shown = async (scene: Scene, RoleName: string) => (await scene.iam.getRole({ RoleName })).Role!;

export const roleCases: Cases = {
  CreateRole: {
    succeeds: async (scene) => ({
      RoleName: scene.fresh('Role'),
      Path: '/team/',
      AssumeRolePolicyDocument: trust,
      Description: 'Für <alle> & "jeden" + 100 %',
      MaxSessionDuration: 7_200,
      PermissionsBoundary: administrator,
      Tags: [tag],
    }),
    answers({ Role }, _, { RoleName, Description }) {
      assert.match(Role!.RoleId!, /^AROA[A-Z2-7]{17}$/);
      assert.ok(Role!.CreateDate instanceof Date && Role!.CreateDate.getMilliseconds() === 0);
      const { RoleId: _id, CreateDate: _at, AssumeRolePolicyDocument: document, ...rest } = Role!;
      const stored = JSON.parse(decodeURIComponent(document!)) as { Statement: { Principal: unknown }[] };
      assert.deepEqual(stored.Statement[0]!.Principal, { AWS: arn('root') });
      assert.deepEqual(rest, {
        RoleName,
        Path: '/team/',
        Arn: arn(`role/team/${RoleName}`),
        Description,
        MaxSessionDuration: 7_200,
        PermissionsBoundary: {
          PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
          PermissionsBoundaryArn: administrator,
        },
        Tags: [tag],
        RoleLastUsed: {},
      });
    },
    refuses: {
      EntityAlreadyExists: {
        'Role with name * already exists.': async (scene) => ({
          RoleName: (await scene.role()).toUpperCase(),
          AssumeRolePolicyDocument: trust,
        }),
      },
      LimitExceeded: {
        'Cannot exceed quota for ACLSizePerRole: 2048': async (scene) => ({
          RoleName: scene.fresh(),
          AssumeRolePolicyDocument: trust.replace('"Effect"', `"Sid":"${'x'.repeat(2_048)}","Effect"`),
        }),
      },
      MalformedPolicyDocument: {
        'Invalid principal in policy: "AWS":"arn:aws:iam::000000000000:role/none"': async (scene) => ({
          RoleName: scene.fresh(),
          AssumeRolePolicyDocument: trust.replace('"000000000000"', JSON.stringify(arn('role/none'))),
        }),
        'Has prohibited field Resource.': async (scene) => ({
          RoleName: scene.fresh(),
          AssumeRolePolicyDocument: trust.replace('"Effect"', '"Resource":"*","Effect"'),
        }),
        'AssumeRole policy may only specify STS AssumeRole actions.': async (scene) => ({
          RoleName: scene.fresh(),
          AssumeRolePolicyDocument: trust.replace('sts:AssumeRole', 's3:GetObject'),
        }),
      },
    },
  },
  GetRole: {
    succeeds: role,
    answers({ Role }, _, { RoleName }) {
      assert.equal(Role!.RoleName, RoleName);
      assert.equal(Role!.Path, '/');
      assert.equal(Role!.MaxSessionDuration, 3_600);
      assert.match(Role!.AssumeRolePolicyDocument!, /^%7B%22Version%22%3A%222012-10-17%22%2C/);
      assert.deepEqual([Role!.Tags, Role!.Description, Role!.PermissionsBoundary], [undefined, undefined, undefined]);
      assert.deepEqual(Role!.RoleLastUsed, {});
    },
  },
  ListRoles: {
    succeeds: async (scene) => {
      await scene.role();
      return { MaxItems: 1 };
    },
    answers({ Roles, IsTruncated, Marker }) {
      assert.equal(Roles!.length, 1);
      assert.ok(Roles![0]!.CreateDate instanceof Date);
      assert.deepEqual([typeof IsTruncated, Marker === undefined], ['boolean', !IsTruncated]);
    },
  },
  DeleteRole: {
    succeeds: role,
    answers: (_, scene, { RoleName = '' }) =>
      assert.rejects(shown(scene, RoleName), { message: `The role with name ${RoleName} cannot be found.` }),
    refuses: {
      DeleteConflict: {
        'Cannot delete entity, must detach all policies first.': async (scene) => {
          const RoleName = await scene.role();
          await scene.iam.attachRolePolicy({ RoleName, PolicyArn: administrator });
          return { RoleName };
        },
        'Cannot delete entity, must delete policies first.': async (scene) => {
          const RoleName = await scene.role();
          await scene.iam.putRolePolicy({ RoleName, PolicyName: 'p', PolicyDocument: reading });
          return { RoleName };
        },
      },
    },
  },
  UpdateRole: {
    succeeds: async (scene) => ({ ...(await role(scene)), Description: 'new', MaxSessionDuration: 43_200 }),
    async answers(answer, scene, { RoleName = '' }) {
      assert.equal('$metadata' in answer, true);
      const { Description, MaxSessionDuration } = await shown(scene, RoleName);
      assert.deepEqual([Description, MaxSessionDuration], ['new', 43_200]);
    },
  },
  UpdateRoleDescription: {
    succeeds: async (scene) => ({ ...(await role(scene)), Description: '' }),
    answers({ Role }, _, { RoleName }) {
      assert.equal(Role!.RoleName, RoleName);
      assert.equal(Role!.Description, '');
    },
  },
  UpdateAssumeRolePolicy: {
    succeeds: async (scene) => ({ ...(await role(scene)), PolicyDocument: trust.replace('AssumeRole', '*') }),
    async answers(_, scene, { RoleName = '' }) {
      const { AssumeRolePolicyDocument } = await shown(scene, RoleName);
      assert.match(decodeURIComponent(AssumeRolePolicyDocument!), /"Action":"sts:\*"/);
    },
    refuses: {
      LimitExceeded: {
        'Cannot exceed quota for ACLSizePerRole: 2048': async (scene) => ({
          ...(await role(scene)),
          PolicyDocument: trust.replace('"Effect"', `"Sid":"${'x'.repeat(2_048)}","Effect"`),
        }),
      },
    },
  },
  PutRolePermissionsBoundary: {
    succeeds: async (scene) => ({ ...(await role(scene)), PermissionsBoundary: administrator }),
    async answers(_, scene, { RoleName = '' }) {
      assert.equal((await shown(scene, RoleName)).PermissionsBoundary!.PermissionsBoundaryArn, administrator);
    },
  },
  DeleteRolePermissionsBoundary: {
    succeeds: async (scene) => {
      const RoleName = await scene.role();
      await scene.iam.putRolePermissionsBoundary({ RoleName, PermissionsBoundary: administrator });
      return { RoleName };
    },
    async answers(_, scene, { RoleName = '' }) {
      assert.equal((await shown(scene, RoleName)).PermissionsBoundary, undefined);
    },
    refuses: {
      NoSuchEntity: { 'The role with name * does not have a permissions boundary.': role },
    },
  },
  TagRole: {
    succeeds: async (scene) => ({ ...(await role(scene)), Tags: [tag, { Key: 'empty', Value: '' }] }),
    async answers(_, scene, { RoleName = '' }) {
      assert.deepEqual((await shown(scene, RoleName)).Tags, [{ Key: 'empty', Value: '' }, tag]);
    },
  },
  UntagRole: {
    succeeds: async (scene) => {
      const RoleName = await scene.role();
      await scene.iam.tagRole({ RoleName, Tags: [tag] });
      return { RoleName, TagKeys: ['team', 'none'] };
    },
    async answers(_, scene, { RoleName = '' }) {
      assert.equal((await shown(scene, RoleName)).Tags, undefined);
    },
  },
  ListRoleTags: {
    succeeds: async (scene) => {
      const RoleName = await scene.role();
      await scene.iam.tagRole({ RoleName, Tags: [tag] });
      return { RoleName };
    },
    answers: ({ Tags, IsTruncated }) => assert.deepEqual([Tags, IsTruncated], [[tag], false]),
  },
  ListInstanceProfilesForRole: {
    succeeds: role,
    answers: ({ InstanceProfiles, IsTruncated }) => assert.deepEqual([InstanceProfiles, IsTruncated], [[], false]),
  },
};
