import { requestTagKeys, resourceTagKeys } from '#domain/authorization/tag-keys.ts';
import { identityPoolArn, parseIdentityPoolArn } from '#domain/identity-pools/identity-pool.ts';
import type { Asked, Need, NeedsOf, NeedUses } from './asked.ts';
import { tagsIn, text, texts } from './input.ts';

/** Actions for which policies can name no pool, although some of their inputs do. */
const withoutResource: ReadonlySet<string> = new Set([
  ...['cognito-identity:CreateIdentityPool', 'cognito-identity:ListIdentityPools'],
  ...['cognito-identity:SetIdentityPoolRoles', 'cognito-identity:SetPrincipalTagAttributeMap'],
  ...['cognito-identity:DescribeIdentity', 'cognito-identity:DeleteIdentities'],
]);

/**
 * Every operation has its own action; the resource is the pool where the input names one and the action has resources.
 * Actions on identities have the condition key `cognito-identity:IdentityPoolArn` instead. Which roles a pool may be given
 * (`iam:PassRole`) is asked by SetIdentityPoolRoles itself, whose refusal has words of its own.
 * Source: service authorization reference, cognito-identity.
 */
export const identityPoolNeeds: NeedsOf = async (uses, asked) => {
  const { action, input, call } = asked;
  const poolId = text(input['IdentityPoolId']);
  const ofPool = poolId && identityPoolArn({ id: poolId, region: call.region }, call.principal?.accountId ?? '');
  const resource = withoutResource.has(action) ? '*' : (ownArn(text(input['ResourceArn'])) ?? ofPool ?? '*');
  const context = {
    ...resourceTagKeys(await tagsOf(uses, resource)),
    ...requestTagKeys(tagsIn(input['IdentityPoolTags'] ?? input['Tags'])),
    ...(input['TagKeys'] !== undefined && { 'aws:TagKeys': texts(input['TagKeys']) }),
  };
  const pools = await poolsOfIdentities(uses, asked);
  if (pools.length === 0) return [{ action, resource, context }];
  return pools.map((arn): Need => ({
    action,
    resource,
    context: { ...context, 'cognito-identity:IdentityPoolArn': arn },
  }));
};

/** A pool's ARN as policies write it: operations take it in whatever partition it is written. */
function ownArn(arn: string | undefined): string | undefined {
  const named = arn === undefined ? undefined : parseIdentityPoolArn(arn);
  return named ? identityPoolArn({ id: named.poolId, region: named.region }, named.accountId) : arn;
}

async function tagsOf({ directory }: NeedUses, resource: string): Promise<Readonly<Record<string, string>>> {
  const poolId = parseIdentityPoolArn(resource)?.poolId;
  return poolId === undefined ? {} : ((await directory.identityPool(poolId))?.tags ?? {});
}

const aboutIdentities: ReadonlySet<string> = new Set([
  'cognito-identity:DescribeIdentity',
  'cognito-identity:DeleteIdentities',
]);

/** As many as a request can name; a longer list is refused for its length. */
const mostIdentities = 60;

/** The ARN of every pool that an identity of the request belongs to, each once. */
async function poolsOfIdentities({ store }: NeedUses, { action, input, call }: Asked): Promise<readonly string[]> {
  if (!aboutIdentities.has(action)) return [];
  const ids = texts([input['IdentityId'], ...texts(input['IdentityIdsToDelete'])]).slice(0, mostIdentities);
  const arns = new Set<string>();
  for (const identityId of ids) {
    const identity = await store.identities.find(identityId);
    const accountId = call.principal?.accountId ?? '';
    if (identity) arns.add(identityPoolArn({ id: identity.poolId, region: call.region }, accountId));
  }
  return [...arns];
}
