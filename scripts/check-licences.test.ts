import assert from 'node:assert/strict';
import { test } from 'node:test';
import { licenceFaults } from './check-licences.ts';

for (const license of [
  'AGPL-3.0-or-later',
  'GPL-3.0',
  'SSPL-1.0',
  'BUSL-1.1',
  'UNLICENSED',
  'MIT AND GPL-3.0',
  undefined,
]) {
  test(`a dependency under ${license ?? 'no licence'} is refused, for tools too`, () => {
    const locked = license === undefined ? {} : { license };
    assert.equal(
      licenceFaults({ 'node_modules/x': locked, 'node_modules/a/node_modules/@s/y': { ...locked, dev: true } }).length,
      2,
    );
  });
}

test('MPL-2.0 is for tools only', () => {
  assert.deepEqual(
    licenceFaults({ 'node_modules/x': { license: 'MPL-2.0' }, 'node_modules/y': { license: 'MPL-2.0', dev: true } }),
    ['x: MPL-2.0'],
  );
});

test('permissive licences are fine, one allowed side of a choice is enough, and the project itself is not asked', () => {
  assert.deepEqual(
    licenceFaults({
      '': {},
      'node_modules/x': { license: '(GPL-2.0 OR MIT)' },
      'node_modules/y': { license: 'MIT AND BSD-3-Clause' },
    }),
    [],
  );
});
