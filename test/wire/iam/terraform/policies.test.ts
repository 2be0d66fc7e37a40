import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { paginateListEntitiesForPolicy, paginateListPolicyVersions, type IAM } from '@aws-sdk/client-iam';
import { allow, policy, trusts } from '../../../support/account.ts';
import { openScene } from '../../sts/scene.ts';

const document = (at: number) => policy(allow('s3:GetObject', `arn:aws:s3:::bucket-${at}/*`));
const gone = { name: 'NoSuchEntityException' };

async function versionsOf(client: IAM, PolicyArn: string) {
  const pages = await Array.fromAsync(paginateListPolicyVersions({ client }, { PolicyArn }));
  return pages.flatMap(({ Versions }) => Versions!);
}

/** What the provider reads of a policy, on create, on refresh and on import by ARN. */
async function read(iam: IAM, PolicyArn: string) {
  const { Policy } = await iam.getPolicy({ PolicyArn });
  const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn, VersionId: Policy!.DefaultVersionId });
  return { ...Policy!, document: decodeURIComponent(PolicyVersion!.Document!.replaceAll('+', ' ')) };
}

/** An update: the oldest version goes where there is no room, then a new one is made and put into force. */
async function update(iam: IAM, PolicyArn: string, PolicyDocument: string): Promise<void> {
  const versions = await versionsOf(iam, PolicyArn);
  if (versions.length >= 5) {
    const [oldest] = versions
      .filter(({ IsDefaultVersion }) => !IsDefaultVersion)
      .toSorted((one, other) => one.CreateDate!.getTime() - other.CreateDate!.getTime());
    await iam.deletePolicyVersion({ PolicyArn, VersionId: oldest!.VersionId });
  }
  const { PolicyVersion } = await iam.createPolicyVersion({ PolicyArn, PolicyDocument, SetAsDefault: false });
  await iam.setDefaultPolicyVersion({ PolicyArn, VersionId: PolicyVersion!.VersionId });
}

suite('as Terraform’s aws_iam_policy', () => {
  // ledger: iam:CreatePolicy.Tags honoured — need iam:TagPolicy besides
  // ledger: iam:CreatePolicyVersion.PolicyDocument honoured — kept as it was given, after it was held to the grammar
  test('a policy is made, updated more often than there is room for versions, and deleted with them', async () => {
    await using scene = await openScene();
    const { iam } = scene;
    const { Policy } = await iam.createPolicy({
      Description: '',
      Path: '/',
      PolicyDocument: document(0),
      PolicyName: 'tf',
      Tags: [{ Key: 'Name', Value: 'tf' }],
    });
    const PolicyArn = Policy!.Arn!;
    const made = await read(iam, PolicyArn);
    assert.deepEqual([made.document, made.Path, made.PolicyName], [document(0), '/', 'tf']);
    assert.deepEqual([made.AttachmentCount, made.Tags], [0, [{ Key: 'Name', Value: 'tf' }]]);
    for (let at = 1; at <= 7; at++) {
      await update(iam, PolicyArn, document(at));
      assert.equal((await read(iam, PolicyArn)).document, document(at));
    }
    assert.equal((await read(iam, PolicyArn)).DefaultVersionId, 'v8');
    assert.equal((await versionsOf(iam, PolicyArn)).length, 5);

    for (const { VersionId, IsDefaultVersion } of await versionsOf(iam, PolicyArn)) {
      if (!IsDefaultVersion) await iam.deletePolicyVersion({ PolicyArn, VersionId });
    }
    await iam.deletePolicy({ PolicyArn });
    await assert.rejects(iam.getPolicy({ PolicyArn }), gone);
    await assert.rejects(versionsOf(iam, PolicyArn), gone);
    await assert.rejects(iam.deletePolicy({ PolicyArn }), gone);
  });
});

suite('as Terraform’s aws_iam_policy_attachment', () => {
  // ledger: iam:AttachUserPolicy honoured — twice changes nothing; ten at most
  // ledger: iam:DetachUserPolicy honoured — refused where it is not attached
  test('groups, roles and users get the policy, and the lists say so', async () => {
    await using scene = await openScene();
    const { iam } = scene;
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonCognitoPowerUser';
    await iam.createGroup({ GroupName: 'g' });
    await iam.createUser({ UserName: 'u' });
    await scene.role('r', policy(trusts({ Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole')));
    await iam.attachGroupPolicy({ GroupName: 'g', PolicyArn });
    await iam.attachRolePolicy({ RoleName: 'r', PolicyArn });
    await iam.attachUserPolicy({ UserName: 'u', PolicyArn });
    const holders = async () => {
      const pages = await Array.fromAsync(paginateListEntitiesForPolicy({ client: iam }, { PolicyArn }));
      return pages.flatMap(({ PolicyGroups, PolicyRoles, PolicyUsers }) => [
        ...PolicyGroups!.map(({ GroupName }) => GroupName),
        ...PolicyRoles!.map(({ RoleName }) => RoleName),
        ...PolicyUsers!.map(({ UserName }) => UserName),
      ]);
    };
    assert.deepEqual(await holders(), ['g', 'r', 'u']);
    await iam.detachGroupPolicy({ GroupName: 'g', PolicyArn });
    await iam.detachRolePolicy({ RoleName: 'r', PolicyArn });
    await iam.detachUserPolicy({ UserName: 'u', PolicyArn });
    assert.deepEqual(await holders(), []);
    await assert.rejects(iam.detachUserPolicy({ UserName: 'u', PolicyArn }), gone);
  });
});
