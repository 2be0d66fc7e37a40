import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { confirmedUser } from '../../../../test/support/people.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { signedInAda } from '../../../../test/support/signed-in-ada.ts';

suite('DeleteUser', () => {
  // ledger: DeleteUser honoured — with everything of the user; the name is free again
  test('the user is gone, the token is worth nothing, and the name is free', async () => {
    await using ada = await signedInAda();
    const { token: AccessToken, world } = ada;
    await assert.rejects(world.run('DeleteUser', { AccessToken: 'a.b.c' }), refusal('NotAuthorizedException'));
    assert.deepEqual(await world.run('DeleteUser', { AccessToken }), {});
    await assert.rejects(world.run('GetUser', { AccessToken }), (error: Error) => error.name !== 'AssertionError');
    assert.equal(await world.store.users.findBySub(ada.place.poolId, ada.sub), undefined);
    const again = await confirmedUser(world, ada.place, 'ada');
    assert.notEqual(again, ada.sub);
  });
});
