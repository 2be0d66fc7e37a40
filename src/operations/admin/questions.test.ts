import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openIdentityWorld } from '../../../test/support/identity-world.ts';
import { explainAccess } from './explain-access.ts';
import { explainRole } from './explain-role.ts';
import type { ExplainAccessInput } from './explained.ts';

const user = 'arn:aws:iam::000000000000:user/ada';
const pool = 'us-east-1:00000000-0000-0000-0000-00000000beef';
const reading = { Action: 's3:GetObject' };

/** Questions that are refused, each with what is said. */
const refused: readonly (readonly [what: string, question: object, message: RegExp])[] = [
  [
    'no action',
    { Principal: user },
    /^1 validation error detected: Value null at 'action' .* Member must not be null$/,
  ],
  ['an action with a wildcard', { Principal: user, Action: 's3:*' }, /at 'action' .* regular expression pattern/],
  [
    'an action without a service',
    { Principal: user, Action: 'GetObject' },
    /at 'action' .* regular expression pattern/,
  ],
  ['nobody who asks', reading, /^Exactly one of Principal, IdentityId, IdentityPoolId must be given\.$/],
  ['two who ask', { ...reading, Principal: user, IdentityPoolId: pool }, /^Exactly one of /],
  ['an identity and its pool', { ...reading, IdentityId: pool, IdentityPoolId: pool }, /^Exactly one of /],
  ['a principal that is no ARN', { ...reading, Principal: 'ada' }, /at 'principal' /],
  ['a principal with logins', { ...reading, Principal: user, Username: 'ada' }, /^Username goes with IdentityId/],
  ['a principal with claims', { ...reading, Principal: user, Claims: {} }, /^Claims goes with IdentityId/],
  ['an identity pool that can be none', { ...reading, IdentityPoolId: 'readers' }, /at 'identityPoolId' /],
  [
    'a resource that is too long',
    { ...reading, Principal: user, Resource: 'a'.repeat(2_049) },
    /at 'resource' .* 2048$/,
  ],
  ['claims that are too long', { ...reading, IdentityPoolId: pool, Claims: { a: 'a'.repeat(50_000) } }, /at 'claims' /],
  [
    'claims that are too many',
    {
      ...reading,
      IdentityPoolId: pool,
      Claims: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`${at}`, 1])),
    },
    /at 'claims' .* 100$/,
  ],
  [
    'a claim of too many values',
    { ...reading, IdentityPoolId: pool, Claims: { groups: Array.from({ length: 201 }, () => 'a') } },
    /at 'claims\.groups' .* 200$/,
  ],
  [
    'a context of too many values',
    { ...reading, Principal: user, Context: { 'a:b': Array.from({ length: 201 }, () => 'a') } },
    /at 'context\.a:b' .* 200$/,
  ],
  [
    'a context of a text that is too long',
    { ...reading, Principal: user, Context: { 'a:b': 'a'.repeat(2_049) } },
    /at 'context\.a:b' .* 2048$/,
  ],
  [
    'a policy on the resource that is too long',
    { ...reading, Principal: user, ResourcePolicy: ' '.repeat(20_481) },
    /at 'resourcePolicy' .* 20480$/,
  ],
  [
    'a context of numbers',
    { ...reading, Principal: user, Context: { 'a:b': 7 } },
    /at 'context\.a:b' .* list of texts$/,
  ],
  ['a context of lists of numbers', { ...reading, Principal: user, Context: { 'a:b': [7] } }, /at 'context\.a:b' /],
];

for (const [what, question, message] of refused) {
  test(`a question about access with ${what} is refused`, async () => {
    await using world = await openIdentityWorld();
    const asked = explainAccess(question as ExplainAccessInput, world.services, {
      requestId: '1',
      region: 'us-east-1',
    });
    await assert.rejects(asked, { code: 'ValidationException', message });
  });
}

test('claims that are nested without end are refused', async () => {
  await using world = await openIdentityWorld();
  const deep = JSON.parse(`${'['.repeat(102)}${']'.repeat(102)}`) as unknown;
  const question = { ...reading, IdentityPoolId: pool, Claims: { deep } };
  await assert.rejects(explainAccess(question, world.services, { requestId: '1', region: 'us-east-1' }), {
    code: 'SerializationException',
  });
});

test('a question about a role that names neither an identity nor a pool is refused', async () => {
  await using world = await openIdentityWorld();
  await assert.rejects(explainRole({}, world.services, { requestId: '1', region: 'us-east-1' }), {
    code: 'ValidationException',
    message: 'Exactly one of IdentityId, IdentityPoolId must be given.',
  });
});
