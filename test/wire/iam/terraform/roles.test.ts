import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { paginateListAttachedRolePolicies, paginateListRolePolicies, type IAM } from '@aws-sdk/client-iam';
import { allow, policy, trusts } from '../../../support/account.ts';
import { openScene } from '../../sts/scene.ts';

const RoleName = 'tf-reader';
const account = '000000000000';
const trust = (principal: object) => policy(trusts(principal, 'sts:AssumeRole'));
const reading = policy(allow('s3:GetObject', 'arn:aws:s3:::b/ü+1 %'));
const boundary = 'arn:aws:iam::aws:policy/AdministratorAccess';
const managed = 'arn:aws:iam::aws:policy/AmazonCognitoReadOnly';
const gone = { name: 'NoSuchEntityException' };

/** Go's url.QueryUnescape, with which Terraform reads documents. */
const unescaped = (text: string | undefined) => decodeURIComponent(text!.replaceAll('+', ' '));

async function inlineNames(client: IAM): Promise<string[]> {
  const pages = await Array.fromAsync(paginateListRolePolicies({ client }, { RoleName }));
  return pages.flatMap(({ PolicyNames }) => PolicyNames!);
}

async function attachedArns(client: IAM): Promise<string[]> {
  const pages = await Array.fromAsync(paginateListAttachedRolePolicies({ client }, { RoleName }));
  return pages.flatMap(({ AttachedPolicies }) => AttachedPolicies!.map(({ PolicyArn }) => PolicyArn!));
}

/** What the provider reads of a role, on create, on refresh and on import. */
async function read(iam: IAM) {
  const { Role } = await iam.getRole({ RoleName });
  // The provider waits while an ARN is a unique id still.
  assert.match(Role!.Arn!, /^arn:/);
  const inline: Record<string, unknown> = {};
  for (const PolicyName of await inlineNames(iam)) {
    const { PolicyDocument } = await iam.getRolePolicy({ RoleName, PolicyName });
    inline[PolicyName] = JSON.parse(unescaped(PolicyDocument));
  }
  return {
    ...Role!,
    trust: JSON.parse(unescaped(Role!.AssumeRolePolicyDocument)) as unknown,
    inline,
    managed: await attachedArns(iam),
  };
}

suite('as Terraform’s aws_iam_role', () => {
  // ledger: iam:CreateRole.Description honoured — any text, an empty one too
  // ledger: iam:CreateRole.Tags honoured — need iam:TagRole besides; keys are unique without regard to case
  // ledger: iam:GetRole.RoleName honoured — in whatever case
  // ledger: iam:ListInstanceProfilesForRole.RoleName honoured — asked before the list is said to be empty
  test('a role is made with everything, read, changed piece by piece and taken down', async () => {
    await using scene = await openScene();
    const { iam } = scene;
    const service = trust({ Service: 'ec2.amazonaws.com' });
    await iam.createRole({
      AssumeRolePolicyDocument: service,
      Path: '/',
      RoleName,
      Description: 'made by Terraform',
      MaxSessionDuration: 3_600,
      PermissionsBoundary: boundary,
      Tags: [{ Key: 'Name', Value: 'reader' }],
    });
    await iam.putRolePolicy({ PolicyDocument: reading, PolicyName: 'inline', RoleName });
    await iam.attachRolePolicy({ PolicyArn: managed, RoleName });

    // A second plan must find no difference: what is read is what was given.
    const made = await read(iam);
    assert.deepEqual(made.trust, JSON.parse(service));
    assert.deepEqual(made.inline, { inline: JSON.parse(reading) as unknown });
    assert.deepEqual(made.managed, [managed]);
    assert.equal(made.PermissionsBoundary!.PermissionsBoundaryArn, boundary);
    assert.deepEqual([made.Path, made.MaxSessionDuration, made.Description], ['/', 3_600, 'made by Terraform']);
    assert.deepEqual(made.Tags, [{ Key: 'Name', Value: 'reader' }]);
    assert.deepEqual(await read(iam), made);

    await iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: trust({ AWS: `arn:aws:iam::${account}:root` }) });
    await iam.updateRoleDescription({ RoleName, Description: '' });
    await iam.updateRole({ RoleName, MaxSessionDuration: 7_200 });
    // UpdateRole without a description leaves it as it is.
    assert.equal((await read(iam)).Description, '');
    await iam.deleteRolePermissionsBoundary({ RoleName });
    await iam.deleteRolePolicy({ PolicyName: 'inline', RoleName });
    await iam.putRolePolicy({ PolicyDocument: reading, PolicyName: 'second', RoleName });
    await iam.detachRolePolicy({ PolicyArn: managed, RoleName });
    await iam.untagRole({ RoleName, TagKeys: ['Name'] });
    await iam.tagRole({ RoleName, Tags: [{ Key: 'Team', Value: '' }] });
    const changed = await read(iam);
    assert.deepEqual(changed.trust, JSON.parse(trust({ AWS: `arn:aws:iam::${account}:root` })));
    assert.deepEqual([Object.keys(changed.inline), changed.managed], [['second'], []]);
    assert.deepEqual([changed.MaxSessionDuration, changed.PermissionsBoundary], [7_200, undefined]);
    assert.deepEqual(changed.Tags, [{ Key: 'Team', Value: '' }]);

    // force_detach_policies: what others have put on it goes first.
    await iam.attachRolePolicy({ PolicyArn: managed, RoleName });
    assert.deepEqual((await iam.listInstanceProfilesForRole({ RoleName })).InstanceProfiles, []);
    await assert.rejects(iam.deleteRole({ RoleName }), { name: 'DeleteConflictException' });
    for (const PolicyArn of await attachedArns(iam)) await iam.detachRolePolicy({ PolicyArn, RoleName });
    for (const PolicyName of await inlineNames(iam)) await iam.deleteRolePolicy({ PolicyName, RoleName });
    await iam.deleteRole({ RoleName });
    // What is gone is gone: the provider takes each of these for that.
    await assert.rejects(iam.getRole({ RoleName }), gone);
    await assert.rejects(iam.listInstanceProfilesForRole({ RoleName }), gone);
    await assert.rejects(inlineNames(iam), gone);
    await assert.rejects(iam.deleteRole({ RoleName }), gone);
  });

  test('a trust policy that names somebody who is still being made is retried by its text, and then taken', async () => {
    await using scene = await openScene();
    const { iam } = scene;
    const AssumeRolePolicyDocument = trust({ AWS: `arn:aws:iam::${account}:user/later` });
    await assert.rejects(iam.createRole({ RoleName, AssumeRolePolicyDocument }), {
      name: 'MalformedPolicyDocumentException',
      message: /Invalid principal in policy/,
    });
    await iam.createUser({ UserName: 'later' });
    await iam.createRole({ RoleName, AssumeRolePolicyDocument });
    assert.deepEqual((await read(iam)).trust, JSON.parse(AssumeRolePolicyDocument));
    await assert.rejects(
      iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: trust({ AWS: `arn:aws:iam::${account}:role/none` }) }),
      { name: 'MalformedPolicyDocumentException', message: /Invalid principal in policy/ },
    );
  });
});

suite('as Terraform’s aws_iam_role_policy and aws_iam_role_policy_attachment', () => {
  // ledger: iam:PutRolePolicy honoured — a second time replaces it; all of a role share 10,240 characters
  // ledger: iam:PutRolePolicy.PolicyDocument honoured — kept as it was given, after it was held to the grammar
  // ledger: iam:GetRolePolicy honoured — the document as it was given, percent-encoded
  // ledger: iam:DeleteRolePolicy honoured — refused where there is none of that name
  // ledger: iam:AttachRolePolicy honoured — twice changes nothing; ten at most
  // ledger: iam:AttachRolePolicy.PolicyArn honoured — the account's own or AWS's
  // ledger: iam:DetachRolePolicy honoured — refused where it is not attached
  test('a policy is put, put again, read and deleted; an attachment is found among all', async () => {
    await using scene = await openScene();
    const { iam } = scene;
    await iam.createRole({ RoleName, AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }) });
    const policyOf = { RoleName, PolicyName: 'own' };
    await iam.putRolePolicy({ ...policyOf, PolicyDocument: reading });
    assert.equal(unescaped((await iam.getRolePolicy(policyOf)).PolicyDocument), reading);
    const writing = reading.replace('Get', 'Put');
    await iam.putRolePolicy({ ...policyOf, PolicyDocument: writing });
    assert.equal(unescaped((await iam.getRolePolicy(policyOf)).PolicyDocument), writing);
    await iam.deleteRolePolicy(policyOf);
    await assert.rejects(iam.getRolePolicy(policyOf), gone);
    await assert.rejects(iam.deleteRolePolicy(policyOf), gone);

    const attachment = { RoleName, PolicyArn: managed };
    await iam.attachRolePolicy(attachment);
    await iam.attachRolePolicy(attachment);
    assert.deepEqual(await attachedArns(iam), [managed]);
    await iam.detachRolePolicy(attachment);
    await assert.rejects(iam.detachRolePolicy(attachment), gone);
    assert.deepEqual(await attachedArns(iam), []);
  });
});
