import { iamArn, type IamResource, readIamArn } from '#domain/iam/arns.ts';
import type { Asked, NeedUses } from './asked.ts';
import { text } from './input.ts';

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

async function byArn({ store }: NeedUses, { input }: Asked): Promise<IamTarget | undefined> {
  const members = ['OpenIDConnectProviderArn', 'SAMLProviderArn', 'PolicySourceArn', 'PolicyArn'];
  const member = members.find((one) => text(input[one]) !== undefined);
  if (member === undefined) return undefined;
  const arn = text(input[member]) ?? '';
  const find = { OpenIDConnectProviderArn: oidcProvider, SAMLProviderArn: samlProvider, PolicyArn: policy }[member];
  const found = await find?.(store.iam, arn);
  return found?.arn === arn ? found : { arn };
}

type Find = (stores: NeedUses['store']['iam'], arn: string) => Promise<IamTarget | undefined>;

const afterKind = (arn: string): string => arn.slice(arn.indexOf('/') + 1);
const oidcProvider: Find = ({ oidcProviders }, arn) => oidcProviders.find(afterKind(arn));
const samlProvider: Find = ({ samlProviders }, arn) => samlProviders.find(afterKind(arn));
const policy: Find = ({ policies }, arn) => policies.find(arn);

/** Whose user the caller is: what an operation is about that names none, such as GetUser and CreateAccessKey. */
export async function callersUser({ iam }: NeedUses, { call: { principal } }: Asked): Promise<IamTarget> {
  const own = principal?.kind === 'user' ? await iam.user(principal.userName ?? '') : undefined;
  return own?.user ?? { arn: principal?.arn ?? '*' };
}

/** What a user or group is called after it is given another name or path; undefined where it is given none. */
export function renamed({ action, input }: Asked, { arn }: IamTarget): string | undefined {
  const newName = { 'iam:UpdateUser': 'NewUserName', 'iam:UpdateGroup': 'NewGroupName' }[action];
  const known = readIamArn(arn);
  if (newName === undefined || !known) return undefined;
  const [path, name] = [text(input['NewPath']) ?? known.path, text(input[newName]) ?? known.name];
  const after = iamArn(known.accountId, known.resource as IamResource, path, name);
  return after === arn ? undefined : after;
}
