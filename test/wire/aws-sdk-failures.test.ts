import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as identityPools from '@aws-sdk/client-cognito-identity';
import * as userPools from '@aws-sdk/client-cognito-identity-provider';
import { Failure, type FailureName, failures } from '#domain/failures.ts';
import { failed } from '#fronts/aws-json/answers.ts';

type Exception = new (options: { message: string; $metadata: object }) => { $fault: 'client' | 'server' };
const known = { ...identityPools, ...userPools } as unknown as Record<string, Exception | undefined>;

test('every failure leaves with the status of the fault that the SDK says it is', () => {
  let compared = 0;
  for (const name of Object.keys(failures) as FailureName[]) {
    const failure = new Failure(name);
    const Exception = known[failure.code];
    if (!Exception) continue;
    compared += 1;
    const { $fault } = new Exception({ message: '', $metadata: {} });
    assert.equal(failed(failure, 'request').status, $fault === 'server' ? 500 : 400, name);
  }
  assert.ok(compared > 20);
});
