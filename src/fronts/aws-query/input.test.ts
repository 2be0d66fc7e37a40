import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ServiceModel } from '#contract/model.ts';
import { bodyOf, inputOf as received, isRefused, signed } from '../../../test/support/aws-query-front.ts';
import { inputOf } from './input.ts';
import { parametersOf } from './parameters.ts';

const role = 'RoleName=reader&AssumeRolePolicyDocument=%7B%7D';

/** The tests' own service, for what no operation of IAM and STS takes. */
const model = {
  shapes: {
    In: {
      type: 'structure',
      members: {
        Counts: 'Counts',
        At: 'timestamp',
        Ratio: 'number',
        Size: 'Size',
        Inner: 'In',
        Blob: 'Blob',
        Lists: 'Lists',
      },
    },
    Counts: { type: 'map', key: 'string', value: 'Size' },
    Size: { type: 'long' },
    Blob: { type: 'blob' },
    Lists: { type: 'list', member: 'List' },
    List: { type: 'list', member: 'string' },
  },
  operations: {},
  service: 'test',
} as unknown as ServiceModel;
const read = (form: string) => inputOf(model, 'In', parametersOf(form));

suite('an input is refused', () => {
  const cases: [what: string, body: string, code: string, message: RegExp][] = [
    ['with a word for a number', bodyOf('ListRoles', 'MaxItems=many'), 'MalformedInput', /MaxItems cannot be read/],
    ['with nothing for a number', bodyOf('ListRoles', 'MaxItems='), 'MalformedInput', /MaxItems/],
    ['with a number of another notation', bodyOf('ListRoles', 'MaxItems=0x10'), 'MalformedInput', /MaxItems/],
    [
      'with a number past its limit',
      bodyOf('ListRoles', 'MaxItems=1001'),
      'ValidationError',
      /less than or equal to 1000/,
    ],
    ['with a number past every limit', bodyOf('ListRoles', 'MaxItems=99999999999'), 'MalformedInput', /Integer/],
    [
      'with a word for a boolean',
      bodyOf('CreatePolicyVersion', 'PolicyArn=arn:aws:iam::000000000000:policy/p&PolicyDocument=x&SetAsDefault=yes'),
      'MalformedInput',
      /neither true nor false/,
    ],
    ['with structure where text belongs', bodyOf('GetRole', 'RoleName.member.1=x'), 'MalformedInput', /single value/],
    ['with text where a list belongs', bodyOf('TagRole', 'RoleName=r&Tags=k'), 'MalformedInput', /Tags\.member\.1/],
    [
      'with a list in the form of EC2',
      bodyOf('TagRole', 'RoleName=r&Tags.1.Key=k'),
      'MalformedInput',
      /Tags\.member\.1/,
    ],
    [
      'with a list that is not numbered',
      bodyOf('UntagRole', 'RoleName=r&TagKeys.member.x=k'),
      'MalformedInput',
      /place/,
    ],
    [
      'with a list numbered from nought',
      bodyOf('UntagRole', 'RoleName=r&TagKeys.member.0=k'),
      'MalformedInput',
      /place/,
    ],
    [
      'without what is required',
      bodyOf('GetRole'),
      'ValidationError',
      /^1 validation error detected: Value null at 'roleName'/,
    ],
    [
      'without what is required in an element',
      bodyOf('TagRole', 'RoleName=r&Tags.member.1.Key=k&Tags.member.2.Value=v'),
      'ValidationError',
      /^2 validation errors detected: Value null at 'tags\.1\.member\.value'.*; Value null at 'tags\.2\.member\.key'/,
    ],
    [
      'with a text that is not allowed',
      bodyOf('GetRole', 'RoleName=a%20b'),
      'ValidationError',
      /Value 'a b' at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern/,
    ],
    ['with NUL in a text', bodyOf('GetRole', 'RoleName=a%00'), 'MalformedInput', /NUL/],
  ];
  for (const [what, body, code, message] of cases) test(what, isRefused(signed(body), 400, code, message));
});

suite('an operation receives', () => {
  test('a list as boto3 and the SDKs write it', async () => {
    const body = bodyOf(
      'CreateRole',
      `${role}&Tags.member.1.Key=a&Tags.member.1.Value=1&Tags.member.2.Key=b&Tags.member.2.Value=`,
    );
    assert.deepEqual((await received(body))['Tags'], [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '' },
    ]);
  });

  test('a list in the order of its numbers, not of the form', async () => {
    const keys = Array.from({ length: 11 }, (_, index) => `TagKeys.member.${11 - index}=k${11 - index}`);
    const { TagKeys } = (await received(bodyOf('UntagRole', `RoleName=r&${keys.join('&')}`))) as { TagKeys: string[] };
    assert.deepEqual(
      TagKeys,
      Array.from({ length: 11 }, (_, index) => `k${index + 1}`),
    );
  });

  test('an empty list as boto3 writes it', async () => {
    assert.deepEqual((await received(bodyOf('CreateRole', `${role}&Tags=`)))['Tags'], []);
  });

  test('lists in structures in lists', async () => {
    const rest =
      'PolicyInputList.member.1=%7B%7D&ActionNames.member.1=s3:GetObject&ContextEntries.member.1.ContextKeyName=aws:TagKeys&ContextEntries.member.1.ContextKeyValues.member.1=a&ContextEntries.member.1.ContextKeyValues.member.2=b&ContextEntries.member.1.ContextKeyType=stringList';
    assert.deepEqual(await received(bodyOf('SimulateCustomPolicy', rest)), {
      PolicyInputList: ['{}'],
      ActionNames: ['s3:GetObject'],
      ContextEntries: [{ ContextKeyName: 'aws:TagKeys', ContextKeyValues: ['a', 'b'], ContextKeyType: 'stringList' }],
    });
  });

  test('empty text where text may be empty', async () => {
    assert.equal((await received(bodyOf('UpdateRole', 'RoleName=r&Description=')))['Description'], '');
  });

  test('numbers and booleans as such', async () => {
    assert.deepEqual(await received(bodyOf('ListRoles', 'MaxItems=10')), { MaxItems: 10 });
    const version = 'PolicyArn=arn:aws:iam::000000000000:policy/p&PolicyDocument=x&SetAsDefault=';
    assert.equal((await received(bodyOf('CreatePolicyVersion', `${version}true`)))['SetAsDefault'], true);
    assert.equal((await received(bodyOf('CreatePolicyVersion', `${version}false`)))['SetAsDefault'], false);
  });

  test('nothing that it does not know, such as what stands in a presigned URL', async () => {
    assert.deepEqual(await received(bodyOf('GetRole', 'RoleName=r&Surprise=1&Tags.member.1.Key=k')), { RoleName: 'r' });
  });
});

suite('in the forms that no operation takes yet', () => {
  test('maps are read by their entries', () => {
    const form = 'Counts.entry.2.key=b&Counts.entry.2.value=2&Counts.entry.1.key=a&Counts.entry.1.value=-1';
    assert.deepEqual(read(form), { Counts: { a: -1, b: 2 } });
    assert.deepEqual(read('Counts='), { Counts: {} });
    assert.throws(() => read('Counts.entry.1.key=a'), { code: 'MalformedInput', message: /no key or no value/ });
  });

  test('times are ISO 8601 or seconds', () => {
    assert.deepEqual(read('At=2026-01-05T00:00:00Z'), { At: Date.UTC(2026, 0, 5) / 1000 });
    assert.deepEqual(read('At=1500.5'), { At: 1500.5 });
    assert.throws(() => read('At=yesterday'), { code: 'MalformedInput' });
  });

  test('numbers have fractions, and bytes stay base64 for the validator', () => {
    assert.deepEqual(read('Ratio=-0.25&Blob=aGk='), { Ratio: -0.25, Blob: 'aGk=' });
  });

  test('structures and lists hold one another', () => {
    assert.deepEqual(read('Inner.Inner.Size=1&Lists.member.1.member.1=a&Lists.member.2='), {
      Inner: { Inner: { Size: 1 } },
      Lists: [['a'], []],
    });
  });
});
