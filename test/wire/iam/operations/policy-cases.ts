import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import { administrator, arn, reading, type Scene } from './scene.ts';

const tag = { Key: 'team', Value: 'red' };
const writing = reading.replace('GetObject', 'PutObject');
const policy = async (scene: Scene) => ({ PolicyArn: await scene.policy() });
const shown = async (scene: Scene, PolicyArn: string) => (await scene.iam.getPolicy({ PolicyArn })).Policy!;

/** A policy with as many versions, of which the first is in force. */
const versions = (count: number) => async (scene: Scene) => {
  const PolicyArn = await scene.policy();
  for (let made = 1; made < count; made++) {
    await scene.iam.createPolicyVersion({ PolicyArn, PolicyDocument: writing });
  }
  return { PolicyArn };
};

const malformed: Readonly<Record<string, string>> = {
  'Syntax errors in policy.': '{"Version":"2012-10-17","Statement":{"Effect":"allow","Action":"s3:*","Resource":"*"}}',
  'Policy statement must contain actions.': '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*"}}',
  'Policy statement must contain resources.': '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*"}}',
  'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.':
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"GetObject","Resource":"*"}}',
  'Has prohibited field Principal.':
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}',
  'Statement IDs (SID) in a single policy must be unique.':
    '{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"a","Effect":"Deny","Action":"s3:*","Resource":"*"}]}',
};

export const policyCases: Cases = {
  CreatePolicy: {
    succeeds: async (scene) => ({
      PolicyName: scene.fresh('Policy'),
      Path: '/team/',
      PolicyDocument: reading,
      Description: 'reads',
      Tags: [tag],
    }),
    answers({ Policy }, _, { PolicyName }) {
      const { PolicyId, CreateDate, UpdateDate, ...rest } = Policy!;
      assert.match(PolicyId!, /^ANPA[A-Z2-7]{17}$/);
      assert.deepEqual(CreateDate, UpdateDate);
      assert.deepEqual(rest, {
        PolicyName,
        Path: '/team/',
        Arn: arn(`policy/team/${PolicyName}`),
        DefaultVersionId: 'v1',
        AttachmentCount: 0,
        PermissionsBoundaryUsageCount: 0,
        IsAttachable: true,
      });
    },
    refuses: {
      EntityAlreadyExists: {
        'A policy called * already exists. Duplicate names are not allowed.': async (scene) => ({
          PolicyName: (await scene.policy()).split('/')[1]!,
          PolicyDocument: reading,
        }),
      },
      MalformedPolicyDocument: Object.fromEntries(
        Object.entries(malformed).map(([message, PolicyDocument]) => [
          message,
          async (scene) => ({ PolicyName: scene.fresh(), PolicyDocument }),
        ]),
      ),
    },
  },
  GetPolicy: {
    succeeds: async (scene) => {
      const PolicyArn = await scene.policy();
      await scene.iam.attachRolePolicy({ RoleName: await scene.role(), PolicyArn });
      await scene.iam.putRolePermissionsBoundary({ RoleName: await scene.role(), PermissionsBoundary: PolicyArn });
      return { PolicyArn };
    },
    answers({ Policy }) {
      const { AttachmentCount, PermissionsBoundaryUsageCount, IsAttachable, Tags } = Policy!;
      assert.deepEqual([AttachmentCount, PermissionsBoundaryUsageCount, IsAttachable, Tags], [1, 1, true, []]);
    },
  },
  ListPolicies: {
    succeeds: async () => ({ Scope: 'AWS', PathPrefix: '/', OnlyAttached: false, MaxItems: 1 }),
    answers({ Policies, IsTruncated, Marker }) {
      assert.match(Policies![0]!.Arn!, /^arn:aws:iam::aws:policy\//);
      assert.deepEqual([Policies!.length, IsTruncated, typeof Marker], [1, true, 'string']);
    },
  },
  DeletePolicy: {
    succeeds: policy,
    answers: (_, scene, { PolicyArn = '' }) =>
      assert.rejects(shown(scene, PolicyArn), { message: `Policy ${PolicyArn} was not found.` }),
    refuses: {
      DeleteConflict: {
        'Cannot delete a policy attached to entities.': async (scene) => {
          const PolicyArn = await scene.policy();
          await scene.iam.attachRolePolicy({ RoleName: await scene.role(), PolicyArn });
          return { PolicyArn };
        },
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. *":
          versions(2),
      },
    },
  },
  CreatePolicyVersion: {
    succeeds: async (scene) => ({ ...(await policy(scene)), PolicyDocument: writing, SetAsDefault: true }),
    answers({ PolicyVersion }) {
      const { CreateDate, ...rest } = PolicyVersion!;
      assert.ok(CreateDate instanceof Date);
      assert.deepEqual(rest, { VersionId: 'v2', IsDefaultVersion: true });
    },
    refuses: {
      LimitExceeded: {
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.':
          async (scene) => ({ ...(await versions(5)(scene)), PolicyDocument: writing }),
      },
    },
  },
  GetPolicyVersion: {
    succeeds: async (scene) => ({ ...(await versions(2)(scene)), VersionId: 'v2' }),
    answers({ PolicyVersion }) {
      const { Document, VersionId, IsDefaultVersion } = PolicyVersion!;
      assert.match(Document!, /^%7B/);
      assert.deepEqual([decodeURIComponent(Document!), VersionId, IsDefaultVersion], [writing, 'v2', false]);
    },
  },
  ListPolicyVersions: {
    succeeds: versions(2),
    answers({ Versions, IsTruncated }) {
      const brief = Versions!.map(({ VersionId, IsDefaultVersion, Document }) => [
        VersionId,
        IsDefaultVersion,
        Document,
      ]);
      assert.deepEqual(brief, [
        ['v2', false, undefined],
        ['v1', true, undefined],
      ]);
      assert.equal(IsTruncated, false);
    },
  },
  SetDefaultPolicyVersion: {
    succeeds: async (scene) => ({ ...(await versions(2)(scene)), VersionId: 'v2' }),
    async answers(_, scene, { PolicyArn = '' }) {
      assert.equal((await shown(scene, PolicyArn)).DefaultVersionId, 'v2');
    },
  },
  DeletePolicyVersion: {
    succeeds: async (scene) => ({ ...(await versions(2)(scene)), VersionId: 'v2' }),
    async answers(_, scene, { PolicyArn }) {
      assert.equal((await scene.iam.listPolicyVersions({ PolicyArn })).Versions!.length, 1);
    },
    refuses: {
      DeleteConflict: {
        'Cannot delete the default version of a policy.': async (scene) => ({
          ...(await versions(2)(scene)),
          VersionId: 'v1',
        }),
      },
    },
  },
  ListEntitiesForPolicy: {
    succeeds: async (scene) => {
      const PolicyArn = await scene.policy();
      await scene.iam.attachGroupPolicy({ GroupName: await scene.group(), PolicyArn });
      await scene.iam.attachRolePolicy({ RoleName: await scene.role(), PolicyArn });
      return { PolicyArn };
    },
    answers({ PolicyGroups, PolicyRoles, PolicyUsers, IsTruncated }) {
      assert.match(PolicyGroups![0]!.GroupId!, /^AGPA/);
      assert.match(PolicyRoles![0]!.RoleId!, /^AROA/);
      assert.deepEqual([PolicyUsers, IsTruncated], [[], false]);
    },
  },
  TagPolicy: {
    succeeds: async (scene) => ({ ...(await policy(scene)), Tags: [tag] }),
    answers: async (_, scene, { PolicyArn = '' }) => assert.deepEqual((await shown(scene, PolicyArn)).Tags, [tag]),
  },
  UntagPolicy: {
    succeeds: async (scene) => {
      const PolicyArn = await scene.policy();
      await scene.iam.tagPolicy({ PolicyArn, Tags: [tag] });
      return { PolicyArn, TagKeys: ['team'] };
    },
    answers: async (_, scene, { PolicyArn = '' }) => assert.deepEqual((await shown(scene, PolicyArn)).Tags, []),
  },
  ListPolicyTags: {
    succeeds: async () => ({ PolicyArn: administrator }),
    answers: ({ Tags, IsTruncated }) => assert.deepEqual([Tags, IsTruncated], [[], false]),
  },
};
