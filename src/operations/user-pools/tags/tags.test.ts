import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';

async function taggedPool(world: World) {
  const { UserPool } = await world.run('CreateUserPool', { PoolName: 'readers', UserPoolTags: { stage: 'test' } });
  return { ResourceArn: UserPool!.Arn!, UserPoolId: UserPool!.Id! };
}

suite('tags of a pool', () => {
  test('are refused for an ARN that is no pool, or one of another account, region or nobody', async () => {
    await using world = await openWorld();
    const { ResourceArn } = await taggedPool(world);
    const expected = [
      ['InvalidParameterException', 'arn:aws:iam::000000000000:role/readers'],
      ['ResourceNotFoundException', ResourceArn.replace('000000000000', '111111111111')],
      ['ResourceNotFoundException', ResourceArn.replace('idp:us-east-1', 'idp:eu-west-1')],
      ['ResourceNotFoundException', `${ResourceArn}x`],
    ] as const;
    for (const [code, arn] of expected) {
      await assert.rejects(world.run('ListTagsForResource', { ResourceArn: arn }), refusal(code));
      await assert.rejects(world.run('TagResource', { ResourceArn: arn, Tags: { a: 'b' } }), refusal(code));
      await assert.rejects(world.run('UntagResource', { ResourceArn: arn, TagKeys: ['stage'] }), refusal(code));
    }
    assert.deepEqual((await world.run('ListTagsForResource', { ResourceArn })).Tags, { stage: 'test' });
  });

  test('are fifty at most, and none begins with aws:', async () => {
    await using world = await openWorld();
    const { ResourceArn } = await taggedPool(world);
    const fifty = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, '']));
    for (const Tags of [fifty, { 'aws:owner': 'ada' }]) {
      await assert.rejects(world.run('TagResource', { ResourceArn, Tags }), refusal('InvalidParameterException'));
    }
    assert.deepEqual((await world.run('ListTagsForResource', { ResourceArn })).Tags, { stage: 'test' });
  });

  // ledger: TagResource honoured — on user pools, which are all that can be tagged
  // ledger: UntagResource honoured — a key that is not there is no error
  // ledger: ListTagsForResource honoured — of user pools
  test('are added, replaced and taken away, and shown with the pool', async () => {
    await using world = await openWorld();
    const { ResourceArn, UserPoolId } = await taggedPool(world);
    await world.run('TagResource', { ResourceArn, Tags: { stage: 'live', team: 'news' } });
    assert.deepEqual((await world.run('ListTagsForResource', { ResourceArn })).Tags, { stage: 'live', team: 'news' });
    await world.run('UntagResource', { ResourceArn, TagKeys: ['stage', 'unknown'] });
    const { UserPool } = await world.run('DescribeUserPool', { UserPoolId });
    assert.deepEqual(UserPool!.UserPoolTags, { team: 'news' });
  });
});
