import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openIdentityWorld } from '../../../test/support/identity-world.ts';
import { explainAccess } from './explain-access.ts';
import { explainRole } from './explain-role.ts';

const call = { requestId: '1', region: 'us-east-1' };
const minio = 'arn:minio:iam:::role/nOybJqMNzNmroqEKq5D0EUsRZw0';

test('of a role at another token service only the choice is told, and that its credentials open nothing here', async () => {
  await using world = await openIdentityWorld({ settings: { identityPools: { sts: { url: 'http://localhost:1' } } } });
  const IdentityPoolId = await world.identityPool({ AllowUnauthenticatedIdentities: true });
  const none = await explainRole({ IdentityPoolId }, world.services, call);
  assert.equal(none.Granted, false);
  assert.match(none.Sentence, /gets no credentials/);

  await world.id('SetIdentityPoolRoles', { IdentityPoolId, Roles: { unauthenticated: minio } });
  const { Granted, Role, Sentence, Trust, Obstacles } = await explainRole({ IdentityPoolId }, world.services, call);
  assert.deepEqual([Granted, Role, Trust, Obstacles], [true, minio, [], []]);
  assert.match(Sentence, /if the token service that gives the credentials lets it in/);

  const access = await explainAccess(
    { IdentityPoolId, Action: 'cognito-identity:ListIdentityPools' },
    world.services,
    call,
  );
  assert.deepEqual([access.Allowed, access.Outcome], [false, 'noRole']);
  assert.match(access.Sentence, /are not known here/);
});
