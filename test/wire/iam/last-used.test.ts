import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { allow, policy, trusts } from '../../support/account.ts';
import { account, keysOf, mayAssume, openScene } from '../sts/scene.ts';

/** Nobody waits for a use to be noted, so this asks until it is. */
async function eventually<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await read();
    if (found !== undefined) return found;
    await pause(20);
  }
}

test(
  'the last use of a key and of a role is shown with its time, service and region',
  { timeout: 60_000 },
  async () => {
    await using scene = await openScene();
    const ada = await scene.user('ada', mayAssume);
    const RoleArn = await scene.role(
      'reader',
      policy(trusts({ AWS: account }, 'sts:AssumeRole')),
      policy(allow('iam:ListUsers')),
    );
    const { Credentials } = await scene.sts(ada).assumeRole({ RoleArn, RoleSessionName: 'one' });
    const used = await eventually(async () => {
      const answer = await scene.iam.getAccessKeyLastUsed({ AccessKeyId: ada.accessKeyId });
      return answer.AccessKeyLastUsed!.LastUsedDate && answer;
    });
    assert.equal(used.UserName, 'ada');
    const { LastUsedDate, ...where } = used.AccessKeyLastUsed!;
    assert.ok(LastUsedDate instanceof Date);
    assert.deepEqual(where, { ServiceName: 'sts', Region: 'us-east-1' });

    await scene.iamOf(keysOf(Credentials)).listUsers({});
    const role = await eventually(async () => {
      const { Role } = await scene.iam.getRole({ RoleName: 'reader' });
      return Role!.RoleLastUsed!.LastUsedDate && Role!.RoleLastUsed;
    });
    assert.equal(role.Region, 'us-east-1');
  },
);
