import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { accessToken, byMail } from '../../../../test/support/people.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { signedInAda } from '../../../../test/support/signed-in-ada.ts';

suite('DeleteUserAttributes', () => {
  test('refuses what is unknown, required, fixed or not the client’s to write', async () => {
    await using ada = await signedInAda(
      { ...byMail, Schema: [{ Name: 'email', Required: true }] },
      { WriteAttributes: ['email', 'name'] },
    );
    const remove = (...UserAttributeNames: string[]) =>
      ada.world.run('DeleteUserAttributes', { AccessToken: ada.token, UserAttributeNames });
    await assert.rejects(
      remove('custom:foo', 'sub'),
      refusal(
        'InvalidParameterException',
        'Invalid user attributes: user.custom:foo: Attribute does not exist in the schema.\nuser.sub: Attribute cannot be updated.\n',
      ),
    );
    await assert.rejects(remove('email'), refusal('InvalidParameterException', /required/));
    await assert.rejects(remove('nickname'), refusal('NotAuthorizedException'));
    await assert.rejects(remove('email_verified'), refusal('NotAuthorizedException'));
  });

  // ledger: DeleteUserAttributes honoured — a deleted address takes its verification and its alias with it
  test('a deleted address signs nobody in and takes its verification along', async () => {
    await using ada = await signedInAda({ ...byMail, AliasAttributes: ['email'] });
    await ada.update({ name: 'Ada' });
    await ada.world.run('DeleteUserAttributes', { AccessToken: ada.token, UserAttributeNames: ['email'] });
    assert.deepEqual(await ada.attributesNow(), { name: 'Ada' });
    await assert.rejects(accessToken(ada.world, ada.place, 'ada@example.com'));
  });
});
