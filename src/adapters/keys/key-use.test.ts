import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Principal } from '#ports/access-keys.ts';
import { openIamWorld, trusting } from '../../../test/support/iam-world.ts';
import { storedKeyUse } from './key-use.ts';

const silent = { warn() {} };

suite('the last use', () => {
  test('of a key is N/A until it is used, and then where and for what it was', async () => {
    await using world = await openIamWorld();
    await world.iam('CreateUser', { UserName: 'ada' });
    const { AccessKey } = await world.iam('CreateAccessKey', { UserName: 'ada' });
    const { AccessKeyId = '' } = AccessKey!;
    const never = await world.iam('GetAccessKeyLastUsed', { AccessKeyId });
    assert.deepEqual(never, { UserName: 'ada', AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } });

    const use = storedKeyUse(world.store, world.clock, silent);
    const { principal } = (await world.store.accessKeys.find(AccessKeyId))!;
    use.note(principal, 'sts', 'eu-west-1');
    await use.settled();
    const { AccessKeyLastUsed } = await world.iam('GetAccessKeyLastUsed', { AccessKeyId });
    assert.deepEqual(AccessKeyLastUsed, {
      LastUsedDate: new Date(world.clock.now()),
      ServiceName: 'sts',
      Region: 'eu-west-1',
    });
  });

  test('of a role is that of its sessions, and a change of the role leaves it', async () => {
    await using world = await openIamWorld();
    await world.role('reader');
    const { RoleId: roleId } = (await world.iam('GetRole', { RoleName: 'reader' })).Role!;
    const use = storedKeyUse(world.store, world.clock, silent);
    use.note({ kind: 'session', accessKeyId: 'ASIA', session: { roleId } } as unknown as Principal, 's3', 'eu-west-1');
    await use.settled();
    await world.iam('UpdateRole', { RoleName: 'reader', Description: 'new' });
    const { Role } = await world.iam('GetRole', { RoleName: 'reader' });
    assert.deepEqual(Role!.RoleLastUsed, { LastUsedDate: new Date(world.clock.now()), Region: 'eu-west-1' });
    await world.iam('CreateRole', { RoleName: 'other', AssumeRolePolicyDocument: trusting('000000000000') });
    assert.deepEqual((await world.iam('GetRole', { RoleName: 'other' })).Role!.RoleLastUsed, {});
  });

  test('is written once a minute, however often a key is used', async () => {
    const written: number[] = [];
    const store = { accessKeys: { markUsed: async (_: string, { at }: { at: number }) => void written.push(at) } };
    let now = 1_000_000;
    const use = storedKeyUse(store as never, { now: () => now }, silent);
    const principal = { kind: 'root', accessKeyId: 'AKIA' } as Principal;
    for (const step of [0, 1, 59_998, 1, 59_999]) {
      now += step;
      use.note(principal, 'iam', 'us-east-1');
    }
    await use.settled();
    assert.deepEqual(written, [1_000_000, 1_060_000]);
  });

  test('that cannot be written harms nobody', async () => {
    const logged: object[] = [];
    const store = { accessKeys: { markUsed: () => Promise.reject(new Error('the disk is full')) } };
    const use = storedKeyUse(store as never, { now: () => 0 }, { warn: (details) => logged.push(details) });
    use.note({ kind: 'root', accessKeyId: 'AKIA' } as Principal, 'iam', 'us-east-1');
    await use.settled();
    assert.equal(logged.length, 1);
  });
});
