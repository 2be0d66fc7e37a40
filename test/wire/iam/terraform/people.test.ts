import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { paginateGetGroup, paginateListAccessKeys, paginateListGroupsForUser } from '@aws-sdk/client-iam';
import { allow, policy } from '../../../support/account.ts';
import { openScene } from '../../sts/scene.ts';

const gone = { name: 'NoSuchEntityException' };
const boundary = 'arn:aws:iam::aws:policy/AdministratorAccess';
const reading = policy(allow('s3:GetObject'));

suite('as Terraform’s aws_iam_user and aws_iam_access_key', () => {
  // ledger: iam:CreateAccessKey honoured — two at most; the secret is shown this once
  // ledger: iam:CreateAccessKey.UserName honoured — without it, a key of the caller's own
  // ledger: iam:UpdateAccessKey honoured — takes effect at once, on other servers within a second
  // ledger: iam:DeleteAccessKey honoured — refused for a key of somebody else
  // ledger: iam:GetAccessKeyLastUsed honoured — at most a minute behind
  // ledger: iam:ListAccessKeys honoured — never their secrets; in pages
  // ledger: iam:UpdateUser.NewUserName honoured — needs the permission under both names
  // ledger: iam:UpdateUser.NewPath honoured — needs the permission under both paths
  test('a user is made, renamed in place, bound and freed; its key is switched off, found and deleted', async () => {
    await using scene = await openScene();
    const { iam } = scene;
    await iam.createUser({ Path: '/', UserName: 'tf', Tags: [{ Key: 'Name', Value: 'tf' }] });
    const { User: made } = await iam.getUser({ UserName: 'tf' });
    await iam.updateUser({ UserName: 'tf', NewUserName: 'tf2', NewPath: '/team/' });
    await iam.putUserPermissionsBoundary({ PermissionsBoundary: boundary, UserName: 'tf2' });
    const { User: renamed } = await iam.getUser({ UserName: 'tf2' });
    assert.deepEqual([renamed!.UserId, renamed!.Path, renamed!.Tags], [made!.UserId, '/team/', made!.Tags]);
    assert.equal(renamed!.PermissionsBoundary!.PermissionsBoundaryArn, boundary);
    await iam.deleteUserPermissionsBoundary({ UserName: 'tf2' });
    assert.equal((await iam.getUser({ UserName: 'tf2' })).User!.PermissionsBoundary, undefined);

    const { AccessKey } = await iam.createAccessKey({ UserName: 'tf2' });
    const AccessKeyId = AccessKey!.AccessKeyId!;
    assert.equal(AccessKey!.SecretAccessKey!.length, 40);
    await iam.updateAccessKey({ AccessKeyId, Status: 'Inactive', UserName: 'tf2' });
    const keys = async () => {
      const pages = await Array.fromAsync(paginateListAccessKeys({ client: iam }, { UserName: 'tf2' }));
      return pages.flatMap(({ AccessKeyMetadata }) => AccessKeyMetadata!);
    };
    const [{ CreateDate, ...key } = {}] = await keys();
    assert.deepEqual(key, { AccessKeyId, Status: 'Inactive', UserName: 'tf2' });
    assert.deepEqual(CreateDate, AccessKey!.CreateDate);
    // An import finds whose the key is by this.
    assert.equal((await iam.getAccessKeyLastUsed({ AccessKeyId })).UserName, 'tf2');
    await iam.deleteAccessKey({ AccessKeyId, UserName: 'tf2' });
    assert.deepEqual(await keys(), []);
    await assert.rejects(iam.deleteAccessKey({ AccessKeyId, UserName: 'tf2' }), gone);

    const pages = await Array.fromAsync(paginateListGroupsForUser({ client: iam }, { UserName: 'tf2' }));
    assert.deepEqual(
      pages.flatMap(({ Groups }) => Groups),
      [],
    );
    await iam.deleteUser({ UserName: 'tf2' });
    await assert.rejects(iam.getUser({ UserName: 'tf2' }), gone);
    await assert.rejects(iam.listAccessKeys({ UserName: 'tf2' }), gone);
    await assert.rejects(iam.deleteUser({ UserName: 'tf2' }), gone);
  });
});

suite('as Terraform’s aws_iam_group, aws_iam_group_membership, aws_iam_group_policy and its attachment', () => {
  // ledger: iam:GetGroup honoured — with its members by name, in pages
  // ledger: iam:UpdateGroup.NewGroupName honoured — needs the permission under both names
  // ledger: iam:UpdateGroup.NewPath honoured — needs the permission under both paths
  // ledger: iam:PutGroupPolicy honoured — a second time replaces it; all of a group share 5,120 characters
  // ledger: iam:GetGroupPolicy honoured — the document as it was given, percent-encoded
  // ledger: iam:DeleteGroupPolicy honoured — refused where there is none of that name
  // ledger: iam:AttachGroupPolicy honoured — twice changes nothing; ten at most
  // ledger: iam:DetachGroupPolicy honoured — refused where it is not attached
  test('a group is made, renamed, given members and policies, and taken down', async () => {
    await using scene = await openScene();
    const { iam } = scene;
    await iam.createGroup({ GroupName: 'tf', Path: '/' });
    const { Group: made } = await iam.getGroup({ GroupName: 'tf' });
    await iam.updateGroup({ GroupName: 'tf', NewGroupName: 'tf2', NewPath: '/team/' });
    const GroupName = 'tf2';
    assert.equal((await iam.getGroup({ GroupName })).Group!.GroupId, made!.GroupId);
    for (const UserName of ['a', 'b']) {
      await iam.createUser({ UserName });
      await iam.addUserToGroup({ UserName, GroupName });
      // Being added twice is no error, as on AWS.
      await iam.addUserToGroup({ UserName, GroupName });
    }
    const members = async () => {
      const pages = await Array.fromAsync(paginateGetGroup({ client: iam }, { GroupName }));
      return pages.flatMap(({ Users }) => Users!.map(({ UserName }) => UserName));
    };
    assert.deepEqual(await members(), ['a', 'b']);
    await iam.putGroupPolicy({ GroupName, PolicyName: 'p', PolicyDocument: reading });
    const { PolicyDocument } = await iam.getGroupPolicy({ GroupName, PolicyName: 'p' });
    assert.equal(decodeURIComponent(PolicyDocument!), reading);
    await iam.attachGroupPolicy({ GroupName, PolicyArn: boundary });
    assert.equal((await iam.listAttachedGroupPolicies({ GroupName })).AttachedPolicies![0]!.PolicyArn, boundary);

    for (const UserName of ['a', 'b']) await iam.removeUserFromGroup({ UserName, GroupName });
    await assert.rejects(iam.removeUserFromGroup({ UserName: 'a', GroupName }), gone);
    await iam.deleteGroupPolicy({ GroupName, PolicyName: 'p' });
    await assert.rejects(iam.getGroupPolicy({ GroupName, PolicyName: 'p' }), gone);
    await iam.detachGroupPolicy({ GroupName, PolicyArn: boundary });
    await iam.deleteGroup({ GroupName });
    await assert.rejects(iam.getGroup({ GroupName }), gone);
    await assert.rejects(iam.deleteGroup({ GroupName }), gone);
  });
});
