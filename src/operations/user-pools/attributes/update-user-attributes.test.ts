import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { accessToken, byMail, confirmedUser, type PoolInput } from '../../../../test/support/people.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { signedInAda } from '../../../../test/support/signed-in-ada.ts';

const limit = refusal('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
const careful: PoolInput = {
  ...byMail,
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
};

suite('UpdateUserAttributes', () => {
  test('refuses what the client may not write, what does not exist, and what cannot change', async () => {
    await using ada = await signedInAda(
      { ...byMail, Schema: [{ Name: 'tier', AttributeDataType: 'String', Mutable: false }] },
      { WriteAttributes: ['email', 'custom:tier'] },
    );
    const unauthorized = refusal('NotAuthorizedException', 'A client attempted to write unauthorized attribute');
    await assert.rejects(ada.update({ name: 'Ada' }), unauthorized);
    await assert.rejects(ada.update({ email_verified: 'true' }), unauthorized);
    await assert.rejects(
      ada.update({ 'custom:tier': 'paid' }),
      refusal('InvalidParameterException', /Attribute cannot be updated/),
    );
    await assert.rejects(
      ada.update({ email: 'nonsense' }),
      refusal('InvalidParameterException', 'Invalid email address format.'),
    );
    assert.equal((await ada.attributesNow())['email'], 'ada@example.com');
  });

  test('an address that signs another user in is refused', async () => {
    await using ada = await signedInAda({ ...byMail, UsernameAttributes: ['email'] }, {}, 'ada@example.com', {});
    await confirmedUser(ada.world, ada.place, 'eve@example.com', {});
    await assert.rejects(
      ada.update({ email: 'eve@example.com' }),
      refusal('AliasExistsException', 'An account with the given email already exists.'),
    );
    assert.equal((await ada.attributesNow())['email'], 'ada@example.com');
  });

  test('an address that waits for its verification may not be another’s username either', async () => {
    await using ada = await signedInAda({ ...careful, UsernameAttributes: ['email'] }, {}, 'ada@example.com', {});
    await confirmedUser(ada.world, ada.place, 'eve@example.com', {});
    await assert.rejects(ada.update({ email: 'eve@example.com' }), refusal('AliasExistsException'));
    assert.equal((await ada.world.outbox()).length, 2, 'the two sign-ups');
  });

  // ledger: UpdateUserAttributes honoured — a new address is unverified and gets a code where the pool verifies it
  test('a new address counts at once, unverified, and its code verifies it', async () => {
    await using ada = await signedInAda({ ...byMail, AliasAttributes: ['email'] });
    const { CodeDeliveryDetailsList } = await ada.update({ email: 'new@office.example', name: 'Ada' });
    assert.deepEqual(CodeDeliveryDetailsList, [
      { Destination: 'n***@o***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
    ]);
    assert.deepEqual(await ada.attributesNow(), { email: 'new@office.example', email_verified: 'false', name: 'Ada' });
    await assert.rejects(accessToken(ada.world, ada.place, 'ada@example.com'), 'the old address signs nobody in');
    await assert.rejects(accessToken(ada.world, ada.place, 'new@office.example'), 'nor does the new one yet');

    const [message] = await ada.world.outbox();
    assert.deepEqual([message?.to, message?.trigger], ['new@office.example', 'UpdateUserAttribute']);
    await ada.verify(message!.code!);
    assert.equal((await ada.attributesNow())['email_verified'], 'true');
    assert.ok(await accessToken(ada.world, ada.place, 'new@office.example'));
  });

  // ledger: CreateUserPool.UserAttributeUpdateSettings honoured — the old address stays until VerifyUserAttribute
  test('where verification comes first, the old address signs in until the new one is verified', async () => {
    await using ada = await signedInAda({ ...careful, AliasAttributes: ['email'] });
    await ada.update({ email: 'new@office.example' });
    assert.deepEqual(await ada.attributesNow(), { email: 'ada@example.com', email_verified: 'true' });
    assert.ok(await accessToken(ada.world, ada.place, 'ada@example.com'));
    const [message] = await ada.world.outbox();
    assert.equal(message?.to, 'new@office.example');
    await ada.verify(message.code!);
    assert.deepEqual(await ada.attributesNow(), { email: 'new@office.example', email_verified: 'true' });
    await assert.rejects(accessToken(ada.world, ada.place, 'ada@example.com'));
    assert.ok(await accessToken(ada.world, ada.place, 'new@office.example'));
  });

  test('nobody is sent more than twenty codes an hour this way', async () => {
    await using ada = await signedInAda();
    for (let time = 0; time < 20; time++) await ada.update({ email: `ada${time}@example.com` });
    await assert.rejects(ada.update({ email: 'ada20@example.com' }), limit);
    assert.equal((await ada.world.outbox()).length, 21);
  });
});
