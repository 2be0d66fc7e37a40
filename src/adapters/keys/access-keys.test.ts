import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredAccessKey } from '#ports/access-keys.ts';
import { cachedAccessKeys } from './access-keys.ts';

test('a key read while it was being switched off is not remembered as it was', async () => {
  const key = { accessKeyId: 'AKIA', secret: 's', active: true, createdAt: 0 } as StoredAccessKey;
  let stored = key;
  const reads: (() => void)[] = [];
  const find = async () => {
    const read = stored;
    await new Promise<void>((resolve) => reads.push(resolve));
    return read;
  };
  const keys = cachedAccessKeys({ store: { accessKeys: { find } }, secrets: {}, iam: {}, accountId: '' } as never);
  const first = keys.find('AKIA');
  stored = { ...key, active: false };
  keys.forget();
  reads.pop()?.();
  assert.equal((await first)?.active, true);

  const second = keys.find('AKIA');
  reads.pop()?.();
  assert.equal((await second)?.active, false);
  assert.equal((await keys.find('AKIA'))?.active, false);
});
