import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { attributesOf, byMail } from '../../../../test/support/people.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { signedInAda } from '../../../../test/support/signed-in-ada.ts';

suite('GetUser', () => {
  test('a token that is none, or expired, tells nothing', async () => {
    await using ada = await signedInAda();
    const get = (AccessToken: string) => ada.world.run('GetUser', { AccessToken });
    await assert.rejects(get('a.b.c'), refusal('NotAuthorizedException', 'Invalid Access Token'));
    ada.world.clock.advance(3_600_000);
    await assert.rejects(get(ada.token), refusal('NotAuthorizedException', 'Access Token has expired'));
  });

  // ledger: CreateUserPoolClient.ReadAttributes honoured — GetUser shows these and the sub
  // ledger: GetUser honoured — without second factors, of which there are none yet
  test('shows what the client may read, and always the sub', async () => {
    await using ada = await signedInAda(byMail, { ReadAttributes: ['email'] });
    const { Username, UserAttributes } = await ada.world.run('GetUser', { AccessToken: ada.token });
    assert.equal(Username, 'ada');
    assert.deepEqual(UserAttributes, attributesOf({ sub: ada.sub, email: 'ada@example.com' }));
  });
});
