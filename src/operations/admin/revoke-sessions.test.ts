import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openIdentityWorld } from '../../../test/support/identity-world.ts';
import { revokeSessions } from './revoke-sessions.ts';

test('sessions of a role that is not there, or whose name is none, are not revoked', async () => {
  await using world = await openIdentityWorld();
  await assert.rejects(revokeSessions({ RoleName: 'nobody' }, world.services), {
    code: 'NoSuchEntity',
    message: 'The role with name nobody cannot be found.',
  });
  for (const RoleName of ['', 'a role', 'x'.repeat(65)]) {
    await assert.rejects(revokeSessions({ RoleName }, world.services), { code: 'ValidationException' }, RoleName);
  }
  await assert.rejects(revokeSessions({} as never, world.services), { code: 'ValidationException' });
});

test('what was revoked once stays so, also when a clock goes back', async () => {
  await using world = await openIdentityWorld();
  await world.poolRole('reader', await world.identityPool());
  const { SessionsValidFrom } = await revokeSessions({ RoleName: 'reader' }, world.services);
  world.clock.advance(-10_000);
  await revokeSessions({ RoleName: 'reader' }, world.services);
  const found = await world.services.iam.role('reader');
  assert.equal(found?.role.sessionsValidFrom, SessionsValidFrom.getTime());
});
