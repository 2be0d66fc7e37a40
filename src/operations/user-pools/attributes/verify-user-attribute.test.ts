import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { byMail, confirmedUser, otherThan, type PoolInput } from '../../../../test/support/people.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { signedInAda } from '../../../../test/support/signed-in-ada.ts';

const limit = refusal('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
const careful: PoolInput = {
  ...byMail,
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
};

suite('VerifyUserAttribute', () => {
  test('only contacts are verified, only by the code that was sent, and only so many times an hour', async () => {
    await using ada = await signedInAda();
    await assert.rejects(ada.verify('123456', 'name'), refusal('InvalidParameterException'));
    await assert.rejects(ada.verify('123456'), refusal('ExpiredCodeException'));
    await ada.update({ email: 'new@example.com' });
    const code = await ada.world.codeFor('ada');
    for (let guess = 0; guess < 10; guess++)
      await assert.rejects(ada.verify(otherThan(code)), refusal('CodeMismatchException'));
    for (let guess = 0; guess < 4; guess++) await assert.rejects(ada.verify(code), refusal('ExpiredCodeException'));
    await assert.rejects(ada.verify(code), limit);
    assert.equal((await ada.attributesNow())['email_verified'], 'false');
  });

  // ledger: VerifyUserAttribute honoured — the code proves the address it went to, and no later one
  test('a code for an address that was replaced since proves nothing', async () => {
    await using ada = await signedInAda();
    await ada.update({ email: 'first@example.com' });
    const first = await ada.world.codeFor('ada');
    ada.world.clock.advance(1_000);
    await ada.update({ email: '' });
    await assert.rejects(ada.verify(first), refusal('ExpiredCodeException'));
  });

  test('an address that was verified for another user meanwhile is refused', async () => {
    await using ada = await signedInAda({ ...careful, AliasAttributes: ['email'] });
    await ada.update({ email: 'shared@example.com' });
    const code = await ada.world.codeFor('ada');
    ada.world.clock.advance(1);
    await confirmedUser(ada.world, ada.place, 'eve', { email: 'shared@example.com' });
    await assert.rejects(ada.verify(code), refusal('AliasExistsException'));
    assert.equal((await ada.attributesNow())['email'], 'ada@example.com');
  });

  // ledger: GetUserAttributeVerificationCode honoured — five an hour; a new address that waits comes first
  test('a code can be asked for again, five times an hour, for an address that is there', async () => {
    await using ada = await signedInAda(careful);
    const ask = (AttributeName: string) =>
      ada.world.run('GetUserAttributeVerificationCode', { AccessToken: ada.token, AttributeName });
    await assert.rejects(ask('name'), refusal('InvalidParameterException'));
    await assert.rejects(ask('phone_number'), refusal('InvalidParameterException'));
    assert.equal((await ask('email')).CodeDeliveryDetails?.Destination, 'a***@e***');
    ada.world.clock.advance(1);
    await ada.update({ email: 'new@office.example' });
    for (let time = 0; time < 4; time++) {
      ada.world.clock.advance(1);
      assert.equal((await ask('email')).CodeDeliveryDetails?.Destination, 'n***@o***');
    }
    await assert.rejects(ask('email'), limit);
    const [message] = await ada.world.outbox();
    assert.deepEqual([message?.to, message?.trigger], ['new@office.example', 'VerifyUserAttribute']);
    await ada.verify(message!.code!);
    assert.equal((await ada.attributesNow())['email'], 'new@office.example');
  });
});
