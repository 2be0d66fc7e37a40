import { requestTagKeys } from '#domain/authorization/tag-keys.ts';
import { parsePoolArn, poolArn } from '#domain/pools/pool.ts';
import type { Asked, NeedsOf } from './asked.ts';
import { structure, tagsIn, text, texts } from './input.ts';
import { passRole } from './pass-role.ts';
import { resourceTags } from './resource-tags.ts';

/** Every operation has its own action; the resource is the pool. Source: service authorization reference, cognito-idp. */
export const userPoolNeeds: NeedsOf = async (uses, asked) => {
  const { action, input, call } = asked;
  const poolId = text(input['UserPoolId']);
  const ofPool = poolId && poolArn(call.principal?.accountId ?? '', { id: poolId, region: call.region });
  const resource = ownArn(text(input['ResourceArn'])) ?? ofPool ?? '*';
  const context = {
    ...(await resourceTags(uses, resource)),
    ...requestTagKeys(tagsIn(input['UserPoolTags'] ?? input['Tags'])),
    ...(input['TagKeys'] !== undefined && { 'aws:TagKeys': texts(input['TagKeys']) }),
  };
  const passed = rolesPassed(asked).map((arn) => passRole(uses, arn, 'cognito-idp.amazonaws.com'));
  return [{ action, resource, context }, ...(await Promise.all(passed))];
};

/** A pool's ARN as policies write it: operations take it in whatever partition it is written. */
function ownArn(arn: string | undefined): string | undefined {
  const named = arn === undefined ? undefined : parsePoolArn(arn);
  return named ? poolArn(named.accountId, { id: named.poolId, region: named.region }) : arn;
}

/** The roles that an input hands to the user pools service, or to the identity pools through a group. */
function rolesPassed({ action, input }: Asked): readonly string[] {
  const sms = structure(input['SmsConfiguration'] ?? structure(input['SmsMfaConfiguration'])['SmsConfiguration']);
  const analytics = structure(input['AnalyticsConfiguration']);
  const groupRole = action.endsWith('Group') ? input['RoleArn'] : undefined;
  return [sms['SnsCallerArn'], input['CloudWatchLogsRoleArn'], analytics['RoleArn'], groupRole]
    .map(text)
    .filter((arn) => arn !== undefined);
}
