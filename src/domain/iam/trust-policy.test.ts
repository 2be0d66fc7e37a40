import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { keptTrustPolicy, shownTrustPolicy, trustedEntities } from './trust-policy.ts';

const account = '123456789012';
const user = `arn:aws:iam::${account}:user/team/ada`;
const role = `arn:aws:iam::${account}:role/reader`;
const ids = new Map([
  [user, 'AIDAAAAAAAAAAAAAAAAAA'],
  [role, 'AROAAAAAAAAAAAAAAAAAA'],
]);
const trusting = (...principals: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: principals.map((Principal) => ({ Effect: 'Allow', Principal })) });

suite('a trust policy', () => {
  test('that names a user or role that is not there is refused', () => {
    assert.throws(() => keptTrustPolicy(trusting({ AWS: [role, user] }), account, new Map([[role, 'AROA']])), {
      code: 'MalformedPolicyDocument',
      message: `Invalid principal in policy: "AWS":"${user}"`,
    });
  });

  test('is kept with ids, and shown with the ARNs that they have by then', () => {
    const kept = keptTrustPolicy(
      trusting({ AWS: [user, account] }, { AWS: role }, { Service: 'x.amazonaws.com' }),
      account,
      ids,
    );
    assert.equal(
      kept,
      trusting(
        { AWS: ['AIDAAAAAAAAAAAAAAAAAA', `arn:aws:iam::${account}:root`] },
        { AWS: 'AROAAAAAAAAAAAAAAAAAA' },
        { Service: 'x.amazonaws.com' },
      ),
    );
    assert.deepEqual(trustedEntities(kept, account), ['AIDAAAAAAAAAAAAAAAAAA', 'AROAAAAAAAAAAAAAAAAAA']);
    const renamed = `arn:aws:iam::${account}:user/grace`;
    const shown = shownTrustPolicy(kept, new Map([['AIDAAAAAAAAAAAAAAAAAA', renamed]]));
    assert.equal(
      shown,
      trusting(
        { AWS: [renamed, `arn:aws:iam::${account}:root`] },
        { AWS: 'AROAAAAAAAAAAAAAAAAAA' },
        { Service: 'x.amazonaws.com' },
      ),
    );
  });

  test('is kept as it is where it names nobody of this account', () => {
    const policy = trusting(
      { AWS: ['*', 'arn:aws:iam::999999999999:role/reader', `arn:aws:sts::${account}:assumed-role/reader/s`] },
      { Federated: `arn:aws:iam::${account}:oidc-provider/example.com` },
    );
    assert.equal(keptTrustPolicy(policy, account, new Map()), policy);
    assert.deepEqual(trustedEntities(policy, account), []);
  });
});
