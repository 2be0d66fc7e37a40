import { requestTagKeys, resourceTagKeys } from '#domain/authorization/tag-keys.ts';
import type { Asked, Need, NeedsOf, NeedUses } from './asked.ts';
import { callersUser, iamEntity, type IamTarget, renamed } from './iam-entity.ts';
import { tagsIn, text, texts } from './input.ts';

/**
 * Every operation has its own action. Tags that something is made with are an action of their own, and whoever renames
 * something must be allowed to under the new name too. Source: service authorization reference, iam; IAM API reference,
 * UpdateUser and UpdateGroup; IAM user guide, "Permissions required for tagging".
 */
export const iamNeeds: NeedsOf = async (uses, asked) => {
  const target = await targetOf(uses, asked);
  const { action, input } = asked;
  const tags = tagsIn(input['Tags']);
  const context = {
    ...resourceTagKeys(target.tags ?? {}, 'iam'),
    ...requestTagKeys(tags),
    ...(input['TagKeys'] !== undefined && { 'aws:TagKeys': texts(input['TagKeys']) }),
    'iam:PolicyARN': /^iam:(?:At|De)tach/.test(action) ? text(input['PolicyArn']) : undefined,
    'iam:PermissionsBoundary': knowsBoundary.test(action)
      ? (text(input['PermissionsBoundary']) ?? target.boundaryArn)
      : undefined,
  };
  const needs: Need[] = [{ action, resource: target.arn, context }];
  const tagging = taggers[action];
  if (tagging && Object.keys(tags).length > 0) needs.push({ action: tagging, resource: target.arn, context });
  const moved = renamed(asked, target);
  if (moved !== undefined) needs.push({ action, resource: moved, context });
  return needs;
};

/** The actions that AWS gives the boundary of the user or role, the one it has or the one it is to have. */
const knowsBoundary =
  /^iam:(?:Create(?:User|Role)|(?:Attach|Detach|Put|Delete)(?:User|Role)Policy|(?:Put|Delete)(?:User|Role)PermissionsBoundary)$/;

/** What making something with tags needs besides. */
const taggers: Readonly<Record<string, string>> = {
  'iam:CreateUser': 'iam:TagUser',
  'iam:CreateRole': 'iam:TagRole',
  'iam:CreatePolicy': 'iam:TagPolicy',
  'iam:CreateOpenIDConnectProvider': 'iam:TagOpenIDConnectProvider',
  'iam:CreateSAMLProvider': 'iam:TagSAMLProvider',
};

async function targetOf(uses: NeedUses, asked: Asked): Promise<IamTarget> {
  const { action, input, call } = asked;
  const account = `arn:aws:iam::${call.principal?.accountId}:`;
  const named = await iamEntity(uses, asked);
  if (named) return named;
  const list = lists[action];
  if (list) return { arn: `${account}${list}/${(text(input['PathPrefix']) ?? '/').slice(1)}` };
  const provider = providerLists[action];
  if (provider) return { arn: `${account}${provider}/*` };
  if (action === 'iam:ListPolicies') return { arn: `policy path ${text(input['PathPrefix']) ?? '/'}` };
  if (action === 'iam:SimulateCustomPolicy') return { arn: '*' };
  return callersUser(uses, asked);
}

/** What a list is a list of; AWS names it by where it starts. */
const lists: Readonly<Record<string, string>> = {
  'iam:ListUsers': 'user',
  'iam:ListGroups': 'group',
  'iam:ListRoles': 'role',
};

/** Providers have no paths. */
const providerLists: Readonly<Record<string, string>> = {
  'iam:ListOpenIDConnectProviders': 'oidc-provider',
  'iam:ListSAMLProviders': 'saml-provider',
};
