import { requestTagKeys } from '#domain/authorization/tag-keys.ts';
import type { NeedsOf } from './asked.ts';
import { tagsIn, text, texts } from './input.ts';

/**
 * Every operation has its own action; the resource is the pool where the input names one. Which roles a pool may be given
 * (`iam:PassRole`) is asked by SetIdentityPoolRoles itself, whose refusal has words of its own.
 * Source: service authorization reference, cognito-identity.
 */
export const identityPoolNeeds: NeedsOf = async (_uses, { action, input, call }) => {
  const poolId = text(input['IdentityPoolId']);
  const accountId = call.principal?.accountId;
  const resource =
    text(input['ResourceArn']) ??
    (poolId === undefined ? '*' : `arn:aws:cognito-identity:${call.region}:${accountId}:identitypool/${poolId}`);
  const context = {
    ...requestTagKeys(tagsIn(input['IdentityPoolTags'] ?? input['Tags'])),
    ...(input['TagKeys'] !== undefined && { 'aws:TagKeys': texts(input['TagKeys']) }),
  };
  return [{ action, resource, context }];
};
