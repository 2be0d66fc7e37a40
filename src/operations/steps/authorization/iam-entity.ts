import { iamArn, type IamResource, readIamArn } from '#domain/iam/arns.ts';
import type { Asked, NeedUses } from './asked.ts';
import { text } from './input.ts';
import { iamTagged } from './resource-tags.ts';

/** What of IAM an operation is about. */
export interface IamTarget {
  readonly arn: string;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly boundaryArn?: string | undefined;
}

/** The entity an input names: one that is to be made, one that is there, or by name alone when there is none. */
export async function iamEntity(uses: NeedUses, asked: Asked): Promise<IamTarget | undefined> {
  return made(asked) ?? (await named(uses, asked)) ?? byArn(uses, asked);
}

const makers: Readonly<Record<string, readonly [resource: IamResource, member: string]>> = {
  'iam:CreateUser': ['user', 'UserName'],
  'iam:CreateGroup': ['group', 'GroupName'],
  'iam:CreateRole': ['role', 'RoleName'],
  'iam:CreatePolicy': ['policy', 'PolicyName'],
  'iam:CreateSAMLProvider': ['saml-provider', 'Name'],
};

function made({ action, input, call }: Asked): IamTarget | undefined {
  const accountId = call.principal?.accountId ?? '';
  if (action === 'iam:CreateOpenIDConnectProvider') {
    const url = (text(input['Url']) ?? '').replace(/^https?:\/\//, '');
    return { arn: iamArn(accountId, 'oidc-provider', '/', url) };
  }
  const [resource, member = ''] = makers[action] ?? [];
  if (!resource) return undefined;
  return { arn: iamArn(accountId, resource, text(input['Path']) ?? '/', text(input[member]) ?? '') };
}

/** By the member that names it; a policy or user beside a role or group is what happens to that one. */
async function named({ iam, store }: NeedUses, { input, call }: Asked): Promise<IamTarget | undefined> {
  const accountId = call.principal?.accountId ?? '';
  const [role, group, user] = [text(input['RoleName']), text(input['GroupName']), text(input['UserName'])];
  if (role) return (await iam.role(role))?.role ?? { arn: iamArn(accountId, 'role', '/', role) };
  if (group) return { arn: (await store.iam.groups.find(group))?.arn ?? iamArn(accountId, 'group', '/', group) };
  if (user) return (await iam.user(user))?.user ?? { arn: iamArn(accountId, 'user', '/', user) };
  const keyId = text(input['AccessKeyId']);
  const owner = keyId ? (await store.accessKeys.find(keyId))?.principal : undefined;
  return owner && { arn: owner.arn };
}

async function byArn(uses: NeedUses, { input }: Asked): Promise<IamTarget | undefined> {
  const source = text(input['PolicySourceArn']);
  if (source !== undefined) return { arn: source };
  const members = ['OpenIDConnectProviderArn', 'SAMLProviderArn', 'PolicyArn'];
  const arn = members.map((member) => text(input[member])).find((value) => value !== undefined);
  return arn === undefined ? undefined : ((await iamTagged(uses, arn)) ?? { arn });
}

/** The ARN under which UpdateUser and UpdateGroup put somebody; undefined where it stays the same. */
export function renamed({ action, input, call }: Asked, target: IamTarget): string | undefined {
  const resource = ({ 'iam:UpdateUser': 'user', 'iam:UpdateGroup': 'group' } as const)[action];
  const now = readIamArn(target.arn);
  if (!resource || !now) return undefined;
  const name = text(input[resource === 'user' ? 'NewUserName' : 'NewGroupName']) ?? now.name;
  const arn = iamArn(call.principal?.accountId ?? '', resource, text(input['NewPath']) ?? now.path, name);
  return arn === target.arn ? undefined : arn;
}

/** Whose user the caller is: what an operation is about that names none, such as GetUser and CreateAccessKey. */
export async function callersUser({ iam }: NeedUses, { call: { principal } }: Asked): Promise<IamTarget> {
  const own = principal?.kind === 'user' ? await iam.user(principal.userName ?? '') : undefined;
  return own?.user ?? { arn: principal?.arn ?? '*' };
}
