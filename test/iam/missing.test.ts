import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Iam } from '#contract/aws.ts';
import { accountId, allowing, type IamWorld, iamWorlds, trusting } from '../support/iam-world.ts';
import { refusal } from '../support/refusal.ts';
import { samlMetadata } from '../support/saml-metadata.ts';

type Name = Parameters<IamWorld['iam']>[0];
type Cases = { readonly [Operation in Name]?: Iam[Operation]['input'] };

const Tags = [{ Key: 'k', Value: 'v' }];
const PolicyDocument = allowing('s3:GetObject');
const existing = 'arn:aws:iam::aws:policy/AdministratorAccess';
const policyArn = `arn:aws:iam::${accountId}:policy/none`;
const oidcArn = `arn:aws:iam::${accountId}:oidc-provider/none.example.com`;
const samlArn = `arn:aws:iam::${accountId}:saml-provider/none`;

const roles: Cases = {
  AttachRolePolicy: { RoleName: 'none', PolicyArn: existing },
  DeleteRole: { RoleName: 'none' },
  DeleteRolePermissionsBoundary: { RoleName: 'none' },
  DeleteRolePolicy: { RoleName: 'none', PolicyName: 'p' },
  DetachRolePolicy: { RoleName: 'none', PolicyArn: existing },
  GetRole: { RoleName: 'none' },
  GetRolePolicy: { RoleName: 'none', PolicyName: 'p' },
  ListAttachedRolePolicies: { RoleName: 'none' },
  ListInstanceProfilesForRole: { RoleName: 'none' },
  ListRolePolicies: { RoleName: 'none' },
  ListRoleTags: { RoleName: 'none' },
  PutRolePermissionsBoundary: { RoleName: 'none', PermissionsBoundary: existing },
  PutRolePolicy: { RoleName: 'none', PolicyName: 'p', PolicyDocument },
  TagRole: { RoleName: 'none', Tags },
  UntagRole: { RoleName: 'none', TagKeys: ['k'] },
  UpdateAssumeRolePolicy: { RoleName: 'none', PolicyDocument: trusting(accountId) },
  UpdateRole: { RoleName: 'none' },
  UpdateRoleDescription: { RoleName: 'none', Description: '' },
};
const users: Cases = {
  AddUserToGroup: { UserName: 'none', GroupName: 'group' },
  AttachUserPolicy: { UserName: 'none', PolicyArn: existing },
  CreateAccessKey: { UserName: 'none' },
  DeleteAccessKey: { UserName: 'none', AccessKeyId: 'AKIAAAAAAAAAAAAAAAAA' },
  DeleteUser: { UserName: 'none' },
  DeleteUserPermissionsBoundary: { UserName: 'none' },
  DeleteUserPolicy: { UserName: 'none', PolicyName: 'p' },
  DetachUserPolicy: { UserName: 'none', PolicyArn: existing },
  GetUser: { UserName: 'none' },
  GetUserPolicy: { UserName: 'none', PolicyName: 'p' },
  ListAccessKeys: { UserName: 'none' },
  ListAttachedUserPolicies: { UserName: 'none' },
  ListGroupsForUser: { UserName: 'none' },
  ListUserPolicies: { UserName: 'none' },
  ListUserTags: { UserName: 'none' },
  PutUserPermissionsBoundary: { UserName: 'none', PermissionsBoundary: existing },
  PutUserPolicy: { UserName: 'none', PolicyName: 'p', PolicyDocument },
  RemoveUserFromGroup: { UserName: 'none', GroupName: 'group' },
  TagUser: { UserName: 'none', Tags },
  UntagUser: { UserName: 'none', TagKeys: ['k'] },
  UpdateAccessKey: { UserName: 'none', AccessKeyId: 'AKIAAAAAAAAAAAAAAAAA', Status: 'Inactive' },
  UpdateUser: { UserName: 'none' },
};
const groups: Cases = {
  AddUserToGroup: { UserName: 'user', GroupName: 'none' },
  AttachGroupPolicy: { GroupName: 'none', PolicyArn: existing },
  DeleteGroup: { GroupName: 'none' },
  DeleteGroupPolicy: { GroupName: 'none', PolicyName: 'p' },
  DetachGroupPolicy: { GroupName: 'none', PolicyArn: existing },
  GetGroup: { GroupName: 'none' },
  GetGroupPolicy: { GroupName: 'none', PolicyName: 'p' },
  ListAttachedGroupPolicies: { GroupName: 'none' },
  ListGroupPolicies: { GroupName: 'none' },
  PutGroupPolicy: { GroupName: 'none', PolicyName: 'p', PolicyDocument },
  RemoveUserFromGroup: { UserName: 'user', GroupName: 'none' },
  UpdateGroup: { GroupName: 'none' },
};
const policies: Cases = {
  CreatePolicyVersion: { PolicyArn: policyArn, PolicyDocument },
  DeletePolicy: { PolicyArn: policyArn },
  DeletePolicyVersion: { PolicyArn: policyArn, VersionId: 'v1' },
  GetPolicy: { PolicyArn: policyArn },
  GetPolicyVersion: { PolicyArn: policyArn, VersionId: 'v1' },
  ListEntitiesForPolicy: { PolicyArn: policyArn },
  ListPolicyTags: { PolicyArn: policyArn },
  ListPolicyVersions: { PolicyArn: policyArn },
  SetDefaultPolicyVersion: { PolicyArn: policyArn, VersionId: 'v1' },
  TagPolicy: { PolicyArn: policyArn, Tags },
  UntagPolicy: { PolicyArn: policyArn, TagKeys: ['k'] },
};
const attached: Cases = {
  AttachGroupPolicy: { GroupName: 'group', PolicyArn: policyArn },
  AttachRolePolicy: { RoleName: 'role', PolicyArn: policyArn },
  AttachUserPolicy: { UserName: 'user', PolicyArn: policyArn },
};
const detached: Cases = {
  DetachGroupPolicy: { GroupName: 'group', PolicyArn: existing },
  DetachRolePolicy: { RoleName: 'role', PolicyArn: existing },
  DetachUserPolicy: { UserName: 'user', PolicyArn: existing },
};
const boundaries: Cases = {
  CreateRole: { RoleName: 'r', AssumeRolePolicyDocument: trusting(accountId), PermissionsBoundary: policyArn },
  CreateUser: { UserName: 'u', PermissionsBoundary: policyArn },
  PutRolePermissionsBoundary: { RoleName: 'role', PermissionsBoundary: policyArn },
  PutUserPermissionsBoundary: { UserName: 'user', PermissionsBoundary: policyArn },
};
const unbounded: Cases = {
  DeleteRolePermissionsBoundary: { RoleName: 'role' },
  DeleteUserPermissionsBoundary: { UserName: 'user' },
};
const inline: Cases = {
  DeleteGroupPolicy: { GroupName: 'group', PolicyName: 'none' },
  DeleteRolePolicy: { RoleName: 'role', PolicyName: 'none' },
  DeleteUserPolicy: { UserName: 'user', PolicyName: 'none' },
  GetGroupPolicy: { GroupName: 'group', PolicyName: 'none' },
  GetRolePolicy: { RoleName: 'role', PolicyName: 'none' },
  GetUserPolicy: { UserName: 'user', PolicyName: 'none' },
};
const keys: Cases = {
  DeleteAccessKey: { UserName: 'user', AccessKeyId: 'AKIAAAAAAAAAAAAAAAAA' },
  GetAccessKeyLastUsed: { AccessKeyId: 'AKIAAAAAAAAAAAAAAAAA' },
  UpdateAccessKey: { UserName: 'user', AccessKeyId: 'AKIAAAAAAAAAAAAAAAAA', Status: 'Inactive' },
};
const oidcProviders = (OpenIDConnectProviderArn: string): Cases => ({
  AddClientIDToOpenIDConnectProvider: { OpenIDConnectProviderArn, ClientID: 'c' },
  GetOpenIDConnectProvider: { OpenIDConnectProviderArn },
  ListOpenIDConnectProviderTags: { OpenIDConnectProviderArn },
  RemoveClientIDFromOpenIDConnectProvider: { OpenIDConnectProviderArn, ClientID: 'c' },
  TagOpenIDConnectProvider: { OpenIDConnectProviderArn, Tags },
  UntagOpenIDConnectProvider: { OpenIDConnectProviderArn, TagKeys: ['k'] },
  UpdateOpenIDConnectProviderThumbprint: { OpenIDConnectProviderArn, ThumbprintList: ['a'.repeat(40)] },
});
const samlProviders = (SAMLProviderArn: string): Cases => ({
  DeleteSAMLProvider: { SAMLProviderArn },
  GetSAMLProvider: { SAMLProviderArn },
  ListSAMLProviderTags: { SAMLProviderArn },
  TagSAMLProvider: { SAMLProviderArn, Tags },
  UntagSAMLProvider: { SAMLProviderArn, TagKeys: ['k'] },
  UpdateSAMLProvider: { SAMLProviderArn, SAMLMetadataDocument: samlMetadata() },
});

const gone: readonly (readonly [what: string, cases: Cases, message: RegExp | string])[] = [
  ['a role', roles, 'The role with name none cannot be found.'],
  ['a user', users, 'The user with name none cannot be found.'],
  ['a group', groups, 'The group with name none cannot be found.'],
  ['a policy', policies, `Policy ${policyArn} was not found.`],
  ['a policy to attach', attached, `Policy ${policyArn} does not exist or is not attachable.`],
  ['an attachment', detached, `Policy ${existing} was not found.`],
  ['a boundary', boundaries, `Scope ARN: ${policyArn} does not exist or is not attachable.`],
  [
    'a boundary to take off',
    unbounded,
    /^The (?:role|user) with name (?:role|user) does not have a permissions boundary\.$/,
  ],
  ['an inline policy', inline, /^The (?:group|role|user) policy with name none cannot be found\.$/],
  ['an access key', keys, 'The Access Key with id AKIAAAAAAAAAAAAAAAAA cannot be found'],
  ['an OpenID Connect provider', oidcProviders(oidcArn), `OpenIDConnect Provider not found for arn ${oidcArn}`],
  ['a SAML provider', samlProviders(samlArn), `Manifest not found for arn ${samlArn}`],
];

const unreadable: readonly (readonly [what: string, cases: Cases])[] = [
  [
    "a role's ARN for a policy's",
    {
      AttachRolePolicy: { RoleName: 'role', PolicyArn: `arn:aws:iam::${accountId}:role/role` },
      CreateUser: { UserName: 'u', PermissionsBoundary: `arn:aws:iam::${accountId}:role/role` },
      GetPolicy: { PolicyArn: `arn:aws:iam::${accountId}:role/role` },
    },
  ],
  ['words for a policy’s ARN', { DeletePolicy: { PolicyArn: 'the policy named AdministratorAccess' } }],
  ["a SAML provider's ARN for an OpenID Connect provider's", oidcProviders(samlArn)],
  ["an OpenID Connect provider's ARN for a SAML provider's", samlProviders(oidcArn)],
];

for (const { engine, open } of iamWorlds) {
  test(`what is not there, on ${engine}`, async (t) => {
    await using world = await open();
    await world.role('role');
    await world.iam('CreateUser', { UserName: 'user' });
    await world.iam('CreateGroup', { GroupName: 'group' });
    const before = await counted(world);
    for (const [what, cases, message] of gone) {
      for (const [operation, input] of Object.entries(cases)) {
        await t.test(`${what} is missed by ${operation}`, () =>
          assert.rejects(world.iam(operation as Name, input as never), refusal('NoSuchEntity', message)),
        );
      }
    }
    for (const [what, cases] of unreadable) {
      for (const [operation, input] of Object.entries(cases)) {
        await t.test(`${operation} does not take ${what}`, () =>
          assert.rejects(
            world.iam(operation as Name, input as never),
            refusal('ValidationError', 'Invalid ARN:  Could not be parsed!'),
          ),
        );
      }
    }
    await t.test('nothing was written for any of it', async () => assert.deepEqual(await counted(world), before));
  });
}

/** How many of everything there are. */
async function counted({ iam }: IamWorld): Promise<readonly number[]> {
  return [
    (await iam('ListRoles')).Roles!.length,
    (await iam('ListUsers')).Users!.length,
    (await iam('ListGroups')).Groups!.length,
    (await iam('ListPolicies', { Scope: 'Local' })).Policies!.length,
    (await iam('ListPolicies', { OnlyAttached: true })).Policies!.length,
    (await iam('ListRolePolicies', { RoleName: 'role' })).PolicyNames!.length,
    (await iam('ListOpenIDConnectProviders')).OpenIDConnectProviderList!.length,
    (await iam('ListSAMLProviders')).SAMLProviderList!.length,
    (await iam('ListAccessKeys', { UserName: 'user' })).AccessKeyMetadata!.length,
  ];
}
