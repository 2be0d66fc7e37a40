import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parsePoolArn, poolArn, regionOfPoolId } from './pool.ts';

suite("a pool's ARN", () => {
  const refused = [
    '',
    'arn:aws:cognito-idp:us-east-1:000000000000:userpool/',
    'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a/client/b',
    'arn:aws:cognito-identity:us-east-1:000000000000:identitypool/us-east-1:a',
    'arn:aws:cognito-idp::000000000000:userpool/us-east-1_a',
    'xarn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a',
  ];
  for (const arn of refused) test(`is not ${arn || 'an empty text'}`, () => assert.equal(parsePoolArn(arn), undefined));

  test('names region, account and pool in every partition', () => {
    const pool = { id: 'eu-central-1_Abc123xyz', region: 'eu-central-1' };
    const named = { region: pool.region, accountId: '123456789012', poolId: pool.id };
    assert.deepEqual(parsePoolArn(poolArn('123456789012', pool)), named);
    assert.deepEqual(parsePoolArn(poolArn('123456789012', pool).replace('arn:aws:', 'arn:aws-cn:')), named);
  });

  test('is of the region that its id begins with', () =>
    assert.equal(regionOfPoolId('my_region-1_Abc'), 'my_region-1'));
});
