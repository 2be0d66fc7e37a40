import { requestTagKeys } from '#domain/authorization/tag-keys.ts';
import { identityPoolArn, parseIdentityPoolArn } from '#domain/identity-pools/identity-pool.ts';
import type { Asked, Need, NeedsOf, NeedUses } from './asked.ts';
import { tagsIn, text, texts } from './input.ts';
import { resourceTags } from './resource-tags.ts';

/**
 * Every operation has its own action; the resource is the pool where the input names one and AWS knows one for the action.
 * Which roles a pool may be given (`iam:PassRole`) is asked by SetIdentityPoolRoles itself, whose refusal has words of its
 * own. Source: service authorization reference, cognito-identity.
 */
export const identityPoolNeeds: NeedsOf = async (uses, asked) => {
  const { action, input } = asked;
  if (aboutIdentities.has(action)) return identityNeeds(uses, asked);
  const resource = ownArn(text(input['ResourceArn'])) ?? arnOf(asked, text(input['IdentityPoolId'])) ?? '*';
  const tags = tagsIn(input['IdentityPoolTags'] ?? input['Tags']);
  const context = {
    ...(await resourceTags(uses, resource)),
    ...requestTagKeys(tags),
    ...(input['TagKeys'] !== undefined && { 'aws:TagKeys': texts(input['TagKeys']) }),
  };
  if (withoutResource.has(action)) return [{ action, resource: '*', context }];
  const tagging = action === 'cognito-identity:CreateIdentityPool' && Object.keys(tags).length > 0;
  return [
    { action, resource, context },
    ...(tagging ? [{ action: 'cognito-identity:TagResource', resource: arnOf(asked, '*') ?? '*', context }] : []),
  ];
};

/** Their input names a pool, and yet AWS knows them for `*` only. */
const withoutResource: ReadonlySet<string> = new Set([
  'cognito-identity:SetIdentityPoolRoles',
  'cognito-identity:SetPrincipalTagAttributeMap',
]);

const aboutIdentities: ReadonlySet<string> = new Set([
  'cognito-identity:DeleteIdentities',
  'cognito-identity:DescribeIdentity',
]);

/** As many as DeleteIdentities takes. */
const mostIdentities = 60;

/** These have no resource; a condition key says which pools the identities are of. */
async function identityNeeds({ store }: NeedUses, asked: Asked): Promise<readonly Need[]> {
  const { action, input } = asked;
  const ids = [text(input['IdentityId']), ...texts(input['IdentityIdsToDelete'])].filter((id) => id !== undefined);
  const pools = new Set<string | undefined>();
  for (const id of ids.slice(0, mostIdentities)) pools.add((await store.identities.find(id))?.poolId);
  if (pools.size === 0) pools.add(undefined);
  return [...pools].map((poolId) => ({
    action,
    resource: '*',
    context: { 'cognito-identity:IdentityPoolArn': arnOf(asked, poolId) },
  }));
}

const arnOf = ({ call: { region, principal } }: Asked, poolId: string | undefined): string | undefined =>
  poolId && identityPoolArn({ id: poolId, region }, principal?.accountId ?? '');

/** A pool's ARN as policies write it: operations take it in whatever partition it is written. */
function ownArn(arn: string | undefined): string | undefined {
  const named = arn === undefined ? undefined : parseIdentityPoolArn(arn);
  return named ? identityPoolArn({ id: named.poolId, region: named.region }, named.accountId) : arn;
}
