import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExplainedStatement } from '#operations/admin/explained.ts';
import { changeLines, deciderLines, noteLines } from './decision.ts';

const part = (Name: string, Holds: boolean): ExplainedStatement['Parts'][number] => ({
  ...{ Part: 'action', Name, Wanted: ['s3:Get*', 's3:List*'], Found: 's3:PutObject', Holds },
});
const statement = (changes: Partial<ExplainedStatement>): ExplainedStatement => ({
  ...{ Policy: 'inline rights', PolicyType: 'identity', Number: 1, Effect: 'Allow', Matched: false },
  ...{ Start: { Line: 1, Column: 1 }, End: { Line: 1, Column: 9 }, Parts: [part('Action', false)] },
  ...changes,
});

test('where nothing decided, the statements that lack least come first, and the others are counted', () => {
  const far = statement({ Number: 1, Parts: [part('Action', false), part('Resource', false)] });
  const near = [2, 3, 4, 5].map((Number) => statement({ Number }));
  const lines = deciderLines({ DecidedBy: [], Looked: [far, ...near] });
  const heads = lines.filter((line) => line.includes(' of statement '));
  assert.deepEqual(
    heads,
    [2, 3, 4].map((number) => `  Allow of statement ${number} in the policy inline rights`),
  );
  assert.equal(lines.at(-1), '  … and 2 more: --json prints them all');
});

test('what matched in vain is told before what comes near', () => {
  const matched = statement({
    Matched: true,
    Sid: 'Read',
    Start: { Line: 7, Column: 3 },
    Parts: [part('Action', true)],
  });
  const boundary = statement({ PolicyType: 'boundary', Policy: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
  assert.deepEqual(deciderLines({ DecidedBy: [], Looked: [matched, boundary] }), [
    '',
    'Allowed by these, which is not enough',
    '  Allow of statement 1 “Read” in the policy inline rights, line 7',
    '    ✓ Action  s3:Get* or s3:List* ← s3:PutObject',
    '',
    'What comes nearest to allowing it',
    '  Allow of statement 1 in the permissions boundary arn:aws:iam::aws:policy/ReadOnlyAccess',
    '    ✗ Action  wants s3:Get* or s3:List*; the request has s3:PutObject',
  ]);
});

test('a policy that is named after its kind is named once', () => {
  const heads = ['session policy 1', 'arn:aws:iam::aws:policy/ReadOnlyAccess'].map(
    (Policy) => deciderLines({ DecidedBy: [statement({ PolicyType: 'session', Policy })], Looked: [] })[2],
  );
  assert.deepEqual(heads, [
    '  Allow of statement 1 in the session policy 1',
    '  Allow of statement 1 in the session policy arn:aws:iam::aws:policy/ReadOnlyAccess',
  ]);
});

test('where no statement allows anything, that is said', () => {
  const deny = statement({ Effect: 'Deny' });
  assert.deepEqual(deciderLines({ DecidedBy: [], Looked: [deny] }), ['', 'No statement there is allows anything.']);
});

test('a change has all its steps, statements to be added as JSON, and the other changes beside it', () => {
  const add = { Kind: 'addStatement', Sentence: 'a policy had this', Statement: { Effect: 'Allow', Action: 's3:*' } };
  const change = { Sentence: '', Steps: [{ Kind: 'changeRequest', Sentence: 'it were Monday' }, add] };
  const other = { Sentence: '', Steps: [{ Kind: 'signIn', Sentence: 'it signed in' }] };
  assert.deepEqual(changeLines({ Change: change, OtherChanges: [other] }, 'It would be allowed if'), [
    '',
    'It would be allowed if',
    '  it were Monday',
    '  and a policy had this',
    '    {',
    '      "Effect": "Allow",',
    '      "Action": "s3:*"',
    '    }',
    'or',
    '  it signed in',
  ]);
  assert.deepEqual(changeLines({ OtherChanges: [] }, 'It would be allowed if'), []);
  assert.deepEqual(noteLines([]), []);
});
