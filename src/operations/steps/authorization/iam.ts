import { requestTagKeys, resourceTagKeys } from '#domain/authorization/tag-keys.ts';
import type { Asked, NeedsOf, NeedUses } from './asked.ts';
import { callersUser, iamEntity, type IamTarget, renamed } from './iam-entity.ts';
import { tagsIn, text, texts } from './input.ts';

/**
 * Every operation has its own action. Who gives something another name needs the right to both. Source: service
 * authorization reference, iam; “Rename an IAM user”, IAM user guide.
 */
export const iamNeeds: NeedsOf = async (uses, asked) => {
  const target = await targetOf(uses, asked);
  const { action, input } = asked;
  const context = {
    ...resourceTagKeys(target.tags ?? {}, 'iam'),
    ...requestTagKeys(tagsIn(input['Tags'])),
    ...(input['TagKeys'] !== undefined && { 'aws:TagKeys': texts(input['TagKeys']) }),
    'iam:PolicyARN': /^iam:(?:At|De)tach/.test(action) ? text(input['PolicyArn']) : undefined,
    'iam:PermissionsBoundary': text(input['PermissionsBoundary']) ?? target.boundaryArn,
  };
  const after = renamed(asked, target);
  const resources = after === undefined ? [target.arn] : [target.arn, after];
  return resources.map((resource) => ({ action, resource, context }));
};

async function targetOf(uses: NeedUses, asked: Asked): Promise<IamTarget> {
  const { action, input, call } = asked;
  const account = `arn:aws:iam::${call.principal?.accountId}:`;
  const named = await iamEntity(uses, asked);
  if (named) return named;
  const list = lists[action];
  if (list) return { arn: `${account}${list}/${(text(input['PathPrefix']) ?? '/').slice(1)}` };
  if (action === 'iam:ListPolicies') return { arn: `policy path ${text(input['PathPrefix']) ?? '/'}` };
  if (action === 'iam:SimulateCustomPolicy') return { arn: '*' };
  return callersUser(uses, asked);
}

/** What a list is a list of; AWS names it by where it starts. */
const lists: Readonly<Record<string, string>> = {
  'iam:ListUsers': 'user',
  'iam:ListGroups': 'group',
  'iam:ListRoles': 'role',
  'iam:ListOpenIDConnectProviders': 'oidc-provider',
  'iam:ListSAMLProviders': 'saml-provider',
};
