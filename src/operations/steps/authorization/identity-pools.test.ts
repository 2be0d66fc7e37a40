import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { suite, test } from 'node:test';
import { allow, policy } from '../../../../test/support/account.ts';
import { openIdentityWorld } from '../../../../test/support/identity-world.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { authorize } from './authorize.ts';

/** Two pools, each with a guest, and whoever asks with a policy of their own. */
async function opened() {
  const world = await openIdentityWorld();
  const settings = { AllowUnauthenticatedIdentities: true, IdentityPoolTags: { team: 'news' } };
  const [poolId, other] = [await world.identityPool(settings), await world.identityPool(settings)];
  const guest = async (IdentityPoolId: string) => (await world.id('GetId', { IdentityPoolId })).IdentityId!;
  const arn = (id: string) => `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${id}`;
  let users = 0;
  /** Asks as a new user with this policy. */
  async function may(document: string, operation: string, input: object): Promise<void> {
    const principal = await world.account.user(`user-${users++}`, document);
    const call = { requestId: randomUUID(), region: 'us-east-1', principal };
    const action = `cognito-identity:${operation}`;
    await authorize(world.services, { action, input: input as Record<string, unknown>, call });
  }
  return { world, poolId, other, guest, arn, may, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}
const denied = refusal('AccessDeniedException');

suite('a policy about identity pools', () => {
  test('names a pool by its ARN, for actions that have one', async () => {
    await using it = await opened();
    for (const operation of ['DescribeIdentityPool', 'GetIdentityPoolRoles', 'ListIdentities', 'DeleteIdentityPool']) {
      const own = policy(allow(`cognito-identity:${operation}`, it.arn(it.poolId)));
      await it.may(own, operation, { IdentityPoolId: it.poolId });
      await assert.rejects(it.may(own, operation, { IdentityPoolId: it.other }), denied);
    }
  });

  test('has to say * for actions that AWS gives no resource', async () => {
    await using it = await opened();
    const ofPools = { IdentityPoolId: it.poolId };
    const inputs = {
      ...{ CreateIdentityPool: {}, ListIdentityPools: {} },
      ...{ SetIdentityPoolRoles: ofPools, SetPrincipalTagAttributeMap: ofPools },
      DescribeIdentity: { IdentityId: await it.guest(it.poolId) },
      DeleteIdentities: { IdentityIdsToDelete: [await it.guest(it.poolId)] },
    };
    for (const [operation, input] of Object.entries(inputs)) {
      await it.may(policy(allow(`cognito-identity:${operation}`)), operation, input);
      const ofPool = policy(allow(`cognito-identity:${operation}`, it.arn(it.poolId)));
      await assert.rejects(it.may(ofPool, operation, input), denied, operation);
    }
  });

  test('says by cognito-identity:IdentityPoolArn whose identities may be seen and deleted', async () => {
    await using it = await opened();
    const ofPool = policy(
      allow(['cognito-identity:DescribeIdentity', 'cognito-identity:DeleteIdentities'], '*', {
        Condition: { StringEquals: { 'cognito-identity:IdentityPoolArn': it.arn(it.poolId) } },
      }),
    );
    const [own, foreign] = [await it.guest(it.poolId), await it.guest(it.other)];
    await it.may(ofPool, 'DescribeIdentity', { IdentityId: own });
    await it.may(ofPool, 'DeleteIdentities', { IdentityIdsToDelete: [own] });
    await assert.rejects(it.may(ofPool, 'DescribeIdentity', { IdentityId: foreign }), denied);
    await assert.rejects(it.may(ofPool, 'DeleteIdentities', { IdentityIdsToDelete: [own, foreign] }), denied);
    const unknown = 'us-east-1:00000000-0000-4000-8000-000000000000';
    await assert.rejects(it.may(ofPool, 'DescribeIdentity', { IdentityId: unknown }), denied);
  });

  test('can ask for the tags that the pool has, and for those that it is to get', async () => {
    await using it = await opened();
    const tagged = (key: string, value: string) =>
      policy(allow('cognito-identity:*', '*', { Condition: { StringEquals: { [key]: value } } }));
    const input = { IdentityPoolId: it.poolId };
    await it.may(tagged('aws:ResourceTag/team', 'news'), 'UpdateIdentityPool', input);
    await assert.rejects(it.may(tagged('aws:ResourceTag/team', 'shop'), 'UpdateIdentityPool', input), denied);
    const asked = { ResourceArn: it.arn(it.poolId), Tags: { stage: 'test' } };
    await it.may(tagged('aws:RequestTag/stage', 'test'), 'TagResource', asked);
    await assert.rejects(it.may(tagged('aws:RequestTag/stage', 'live'), 'TagResource', asked), denied);
    await it.may(tagged('aws:ResourceTag/team', 'news'), 'TagResource', asked);
  });

  test('means a pool in whatever partition a request writes its ARN', async () => {
    await using it = await opened();
    const deny = (Resource: string) =>
      policy(allow('*'), { Effect: 'Deny', Action: ['cognito-identity:*', 'cognito-idp:*'], Resource });
    const ofPool = it.arn(it.poolId);
    const userPool = 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abc';
    for (const partition of ['arn:aws:', 'arn:aws-cn:', 'arn:aws-us-gov:']) {
      const ResourceArn = ofPool.replace('arn:aws:', partition);
      await assert.rejects(it.may(deny(ofPool), 'TagResource', { ResourceArn, Tags: { a: 'b' } }), denied);
      const principal = await it.world.account.user(
        `of ${partition.slice(0, -1)}`.replaceAll(/\W/g, '-'),
        deny(userPool),
      );
      const input = { ResourceArn: userPool.replace('arn:aws:', partition), Tags: { a: 'b' } };
      const call = { requestId: randomUUID(), region: 'us-east-1', principal };
      await assert.rejects(authorize(it.world.services, { action: 'cognito-idp:TagResource', input, call }), denied);
    }
  });
});
