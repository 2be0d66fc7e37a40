import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { tagList, withTags, withoutTags } from './tags.ts';

const tag = (Key: string, Value = '') => ({ Key, Value });
const many = (count: number) => Array.from({ length: count }, (_, index) => tag(`k${index}`));

suite('tags are refused', () => {
  test('with a key given twice, in whatever case', () => {
    assert.throws(() => withTags({}, [tag('a'), tag('A')]), {
      code: 'InvalidInput',
      message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    });
  });

  test("with a key that is AWS's own", () => {
    for (const key of ['aws:x', 'AWS:x']) {
      assert.throws(() => withTags({}, [tag(key)]), { code: 'InvalidInput', message: /^aws: prefixed tag key names/ });
    }
  });

  test('where they are more than fifty together', () => {
    const fifty = withTags({}, many(50));
    assert.throws(() => withTags(fifty, [tag('one more')]), {
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for TagsPerEntity: 50',
    });
    assert.equal(Object.keys(withTags(fifty, [tag('K1', 'changed')])).length, 50);
  });
});

suite('tags', () => {
  test('take the place of those with the same key in another case', () => {
    assert.deepEqual(withTags({ Plan: 'free', a: '1' }, [tag('plan', 'paid')]), { a: '1', plan: 'paid' });
  });

  test('are taken off in whatever case, and others stay', () => {
    assert.deepEqual(withoutTags({ Plan: 'free', a: '1' }, ['PLAN', 'none']), { a: '1' });
  });

  test('are listed by key', () => {
    assert.deepEqual(tagList({ b: '2', a: '1', 10: '0' }), [tag('10', '0'), tag('a', '1'), tag('b', '2')]);
  });

  test('may have any name', () => {
    const tags = withTags({}, [tag('__proto__', 'x'), tag('constructor', 'y')]);
    const again = JSON.parse(JSON.stringify(tags)) as typeof tags;
    assert.deepEqual(tagList(again), [tag('__proto__', 'x'), tag('constructor', 'y')]);
  });
});
