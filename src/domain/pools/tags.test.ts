import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { tagProblem } from './tags.ts';

const tags = (count: number, prefix = 'key') =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, '']));

suite('tags', () => {
  test('with the reserved prefix are refused, however it is written', () => {
    assert.match(tagProblem({ 'aws:owner': 'x' }) ?? '', /reserved/);
    assert.match(tagProblem({ 'AWS:owner': 'x' }) ?? '', /reserved/);
  });

  test('with other marks than AWS allows are refused', () => {
    assert.match(tagProblem({ 'a\nb': '' }) ?? '', /letters, digits/);
    assert.match(tagProblem({ stage: '<b>' }) ?? '', /letters, digits/);
  });

  test('can be fifty, counting those that are there and not those that are replaced', () => {
    assert.equal(tagProblem(tags(50)), undefined);
    assert.equal(tagProblem(tags(50), tags(50)), undefined);
    assert.match(tagProblem(tags(51)) ?? '', /more than 50/);
    assert.match(tagProblem(tags(1, 'other'), tags(50)) ?? '', /more than 50/);
  });

  test('take letters of any language, blanks and the usual marks', () => {
    assert.equal(tagProblem({ 'Kosten stelle/β': 'a_b.c:d=e+f-g@h' }), undefined);
  });
});
