import {
  iamModel,
  identityPoolsModel,
  type OperationModel,
  type ServiceModel,
  stsModel,
  userPoolsModel,
} from '#contract/model.ts';

/** What an operation is called with, and the resource that its permission is about: nothing of it exists. */
export interface Asking {
  readonly input: Readonly<Record<string, unknown>>;
  readonly resource: string;
}

export const account = '000000000000';
export const models: readonly ServiceModel[] = [userPoolsModel, identityPoolsModel, iamModel, stsModel];

const userPool = 'us-east-1_aaaaaaaaa';
const userPoolArn = `arn:aws:cognito-idp:us-east-1:${account}:userpool/${userPool}`;
const identityPool = 'us-east-1:11111111-2222-3333-4444-555555555555';
const identityPoolArn = `arn:aws:cognito-identity:us-east-1:${account}:identitypool/${identityPool}`;
const arn = (rest: string) => `arn:aws:iam::${account}:${rest}`;
const oidc = arn('oidc-provider/idp.example.com');
const saml = arn('saml-provider/corp');
const managed = arn('policy/reading');
const everything = (input: object = {}): Asking => ({ input: { ...input }, resource: '*' });

/** Those that do not say the pool by its id. */
const userPools: Readonly<Record<string, Asking>> = {
  CreateUserPool: everything({ PoolName: 'readers' }),
  DescribeUserPoolDomain: everything({ Domain: 'readers' }),
  GetProvisionedLimit: everything(),
  ListUserPools: everything({ MaxResults: 1 }),
  UpdateProvisionedLimit: everything(),
  ...byResourceArn(userPoolArn),
};

const identityPools: Readonly<Record<string, Asking>> = {
  CreateIdentityPool: everything({ IdentityPoolName: 'readers', AllowUnauthenticatedIdentities: false }),
  DeleteIdentities: everything({ IdentityIdsToDelete: [identityPool] }),
  DescribeIdentity: everything({ IdentityId: identityPool }),
  ListIdentityPools: everything({ MaxResults: 1 }),
  // They name a pool, and AWS knows them for * only.
  SetIdentityPoolRoles: everything({ IdentityPoolId: identityPool, Roles: {} }),
  SetPrincipalTagAttributeMap: everything({ IdentityPoolId: identityPool, IdentityProviderName: 'idp' }),
  ...byResourceArn(identityPoolArn),
};

const iam: Readonly<Record<string, Asking>> = {
  CreateUser: { input: { UserName: 'grace', Path: '/team/' }, resource: arn('user/team/grace') },
  CreateGroup: { input: { GroupName: 'writers', Path: '/team/' }, resource: arn('group/team/writers') },
  CreateRole: { input: { RoleName: 'writer', Path: '/team/' }, resource: arn('role/team/writer') },
  CreatePolicy: { input: { PolicyName: 'writing', Path: '/team/' }, resource: arn('policy/team/writing') },
  CreateOpenIDConnectProvider: { input: { Url: 'https://idp.example.com' }, resource: oidc },
  CreateSAMLProvider: { input: { Name: 'corp' }, resource: saml },
  ListUsers: { input: {}, resource: arn('user/') },
  ListGroups: { input: { PathPrefix: '/team/' }, resource: arn('group/team/') },
  ListRoles: { input: {}, resource: arn('role/') },
  ListPolicies: { input: {}, resource: 'policy path /' },
  ListOpenIDConnectProviders: { input: {}, resource: arn('oidc-provider/*') },
  ListSAMLProviders: { input: {}, resource: arn('saml-provider/*') },
  SimulateCustomPolicy: everything({ PolicyInputList: ['{}'], ActionNames: ['s3:GetObject'] }),
  SimulatePrincipalPolicy: {
    input: { PolicySourceArn: arn('user/ada'), ActionNames: ['s3:GetObject'] },
    resource: arn('user/ada'),
  },
  // Whoever asks about a key that is not there asks for themselves.
  GetAccessKeyLastUsed: { input: { AccessKeyId: 'AKIAAAAAAAAAAAAAAAAA' }, resource: arn('user/caller') },
};

/** By the member that names what it is about; a role or group goes before whoever is put on it. */
const iamMembers: readonly (readonly [member: string, value: string, resource: string])[] = [
  ['RoleName', 'reader', arn('role/reader')],
  ['GroupName', 'readers', arn('group/readers')],
  ['UserName', 'ada', arn('user/ada')],
  ['OpenIDConnectProviderArn', oidc, oidc],
  ['SAMLProviderArn', saml, saml],
  ['PolicyArn', managed, managed],
];

const sts: Readonly<Record<string, Asking>> = {
  AssumeRole: { input: { RoleArn: arn('role/reader'), RoleSessionName: 'one' }, resource: arn('role/reader') },
  DecodeAuthorizationMessage: everything({ EncodedMessage: 'message' }),
  GetAccessKeyInfo: everything({ AccessKeyId: 'AKIAAAAAAAAAAAAAAAAA' }),
};

/** Nobody's policies refuse these. */
export const open: ReadonlySet<string> = new Set(['sts:GetCallerIdentity', 'sts:GetSessionToken']);

/** The operations of a service that are signed, or those that are not. */
export const operationsOf = ({ operations }: ServiceModel, signed: boolean): readonly string[] =>
  Object.entries(operations)
    .filter(([, { auth }]: [string, OperationModel]) => (auth === 'sigv4') === signed)
    .map(([name]) => name);

/** What is asked before this operation; undefined for one that nobody has thought of. */
export function askingFor(model: ServiceModel, name: string): Asking | undefined {
  const members = model.shapes[model.operations[name]?.input ?? '']?.members ?? {};
  const has = (member: string) => Object.hasOwn(members, member);
  if (model === userPoolsModel) {
    return (
      userPools[name] ?? (has('UserPoolId') ? { input: { UserPoolId: userPool }, resource: userPoolArn } : undefined)
    );
  }
  if (model === identityPoolsModel) {
    const ofPool = has('IdentityPoolId')
      ? { input: { IdentityPoolId: identityPool }, resource: identityPoolArn }
      : undefined;
    return identityPools[name] ?? ofPool;
  }
  if (model === stsModel) return sts[name];
  const [member, value, resource] = iamMembers.find(([one]) => has(one)) ?? [];
  return iam[name] ?? (member && resource ? { input: { [member]: value }, resource } : undefined);
}

function byResourceArn(resource: string): Readonly<Record<string, Asking>> {
  const input = { ResourceArn: resource };
  return {
    ListTagsForResource: { input, resource },
    TagResource: { input: { ...input, Tags: { stage: 'test' } }, resource },
    UntagResource: { input: { ...input, TagKeys: ['stage'] }, resource },
  };
}
