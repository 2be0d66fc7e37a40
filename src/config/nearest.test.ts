import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest } from './nearest.ts';

test('a word that is near nothing has no suggestion', () => {
  assert.equal(nearest('terraform', ['start', 'env']), undefined);
  assert.equal(nearest('x', ['env']), undefined);
});

test('a missing, wrong, extra or swapped letter still finds the word', () => {
  for (const slip of ['strt', 'stard', 'starrt', 'satrt', 'START'])
    assert.equal(nearest(slip, ['env', 'start', 'doctor']), 'start', slip);
});
