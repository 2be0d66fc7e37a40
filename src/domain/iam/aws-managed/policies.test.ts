import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parsePolicy } from '../../policy/parse-policy.ts';
import { awsManagedPolicies, documentOf } from './policies.ts';

suite("AWS's managed policies", () => {
  test('are those that Cognito set-ups name', () => {
    const names = new Set([...awsManagedPolicies.values()].map(({ name }) => name));
    for (const name of [
      'AdministratorAccess',
      'AmazonCognitoPowerUser',
      'AmazonCognitoReadOnly',
      'AmazonCognitoDeveloperAuthenticatedIdentities',
      'AmazonCognitoUnAuthedIdentitiesSessionPolicy',
      'AmazonCognitoUnauthenticatedIdentities',
    ])
      assert.ok(names.has(name), name);
    assert.ok(awsManagedPolicies.has('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'));
  });

  for (const [arn, policy] of awsManagedPolicies) {
    test(`${policy.name} is a policy that IAM would take, with an id of its own`, () => {
      assert.equal(parsePolicy(documentOf(policy), 'identity').kind, 'identity');
      assert.match(policy.id, /^ANPA[A-Z2-7]{17}$/);
      assert.ok(policy.createdAt <= policy.modifiedAt);
      assert.match(arn, /^arn:aws:iam::aws:policy\//);
      const same = [...awsManagedPolicies.values()].filter(({ id }) => id === policy.id);
      assert.equal(same.length, 1);
    });
  }
});
