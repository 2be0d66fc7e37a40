import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  accessToken,
  byMail,
  changeStored,
  confirmedUser,
  forgotPassword as forgot,
  otherThan,
  password,
  passwordClient,
  resetPassword,
  storedUser,
  type Place,
} from '../../../../test/support/people.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';

const hour = 3_600_000;
const newPassword = 'Even-Better-7?';
const mismatch = refusal('CodeMismatchException', 'Invalid verification code provided, please try again.');
const expired = refusal('ExpiredCodeException', 'Invalid code provided, please request a code again.');

const reset = (world: World, place: Place, name: string, code: string, secret = newPassword) =>
  resetPassword(world, place, name, code, secret);

suite('ConfirmForgotPassword', () => {
  test('another code changes nothing, and the fifth wrong one destroys the right one', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, passwordClient);
    await confirmedUser(world, place, 'ada');
    await assert.rejects(reset(world, place, 'ada', '123456'), expired, 'no code was asked for');
    await forgot(world, place, 'ada');
    const code = await world.codeFor('ada');
    for (let guess = 0; guess < 5; guess++) await assert.rejects(reset(world, place, 'ada', otherThan(code)), mismatch);
    await assert.rejects(reset(world, place, 'ada', code), expired);
    assert.ok(await accessToken(world, place, 'ada'), 'the old password still works');
  });

  test('the code works for an hour, once, and not for a sign-up', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail);
    await confirmedUser(world, place, 'ada');
    await assert.rejects(reset(world, place, 'ada', await world.codeFor('ada')), expired, 'that was the sign-up’s');
    await forgot(world, place, 'ada');
    world.clock.advance(hour);
    await assert.rejects(reset(world, place, 'ada', await world.codeFor('ada')), expired);
    await forgot(world, place, 'ada');
    await reset(world, place, 'ada', await world.codeFor('ada'));
    await assert.rejects(reset(world, place, 'ada', await world.codeFor('ada')), expired);
  });

  test('a weak or reused password is refused, and the code lives on', async () => {
    await using world = await openWorld();
    const PasswordPolicy = { MinimumLength: 8, PasswordHistorySize: 2 };
    const place = await world.pool({ ...byMail, Policies: { PasswordPolicy } });
    await confirmedUser(world, place, 'ada');
    await forgot(world, place, 'ada');
    const code = await world.codeFor('ada');
    await assert.rejects(reset(world, place, 'ada', code, 'short'), refusal('InvalidPasswordException'));
    await assert.rejects(
      reset(world, place, 'ada', code, password),
      refusal('PasswordHistoryPolicyViolationException', 'Password has previously been used'),
    );
    await reset(world, place, 'ada', code);
  });

  test('a password that was set while the code was judged counts as used', async () => {
    await using world = await openWorld();
    const PasswordPolicy = { MinimumLength: 8, PasswordHistorySize: 2 };
    const place = await world.pool({ ...byMail, Policies: { PasswordPolicy } });
    const sub = await confirmedUser(world, place, 'ada');
    await forgot(world, place, 'ada');
    const code = await world.codeFor('ada');
    const { hash } = world.services.passwords;
    const changed = { hash: await hash('Chosen-Meanwhile-1!'), srp: undefined, setAt: 0 };
    // The new password is hashed after the history was looked at and before anything is written.
    Object.assign(world.services.passwords, {
      async hash(typed: string) {
        await changeStored(world, place, sub, { password: changed });
        return hash(typed);
      },
    });
    await assert.rejects(reset(world, place, 'ada', code, 'Chosen-Meanwhile-1!'), refusal('TooManyRequestsException'));
    await assert.rejects(
      reset(world, place, 'ada', code, 'Chosen-Meanwhile-1!'),
      refusal('PasswordHistoryPolicyViolationException'),
    );
  });

  test('a code proves nothing once its address is not the user’s any more', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail);
    const sub = await confirmedUser(world, place, 'ada');
    await forgot(world, place, 'ada');
    await changeStored(world, place, sub, { attributes: { email: 'new@example.com', email_verified: 'true' } });
    await assert.rejects(reset(world, place, 'ada', await world.codeFor('ada')), expired);
  });

  test('a user who was disabled since gets no new password', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail);
    const sub = await confirmedUser(world, place, 'ada');
    await forgot(world, place, 'ada');
    await changeStored(world, place, sub, { enabled: false });
    const before = await storedUser(world, place, sub);
    await assert.rejects(
      reset(world, place, 'ada', await world.codeFor('ada')),
      refusal('NotAuthorizedException', 'User is disabled.'),
    );
    assert.equal((await storedUser(world, place, sub)).password?.hash, before.password?.hash);
  });

  test('who was locked out by wrong passwords signs in at once with the new one', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, passwordClient);
    await confirmedUser(world, place, 'ada');
    for (let time = 0; time < 5; time++) await assert.rejects(accessToken(world, place, 'ada', 'Wrong-Horse-9!'));
    await assert.rejects(
      accessToken(world, place, 'ada'),
      refusal('NotAuthorizedException', 'Password attempts exceeded'),
    );
    await forgot(world, place, 'ada');
    await reset(world, place, 'ada', await world.codeFor('ada'));
    assert.ok(await accessToken(world, place, 'ada', newPassword));
  });

  // ledger: ConfirmForgotPassword honoured — also leads out of RESET_REQUIRED, and revokes every session of the user
  test('every session of the user ends, and RESET_REQUIRED becomes CONFIRMED', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, passwordClient);
    const sub = await confirmedUser(world, place, 'ada');
    const AccessToken = await accessToken(world, place, 'ada');
    await changeStored(world, place, sub, { status: 'RESET_REQUIRED' });
    await assert.rejects(world.run('GetUser', { AccessToken }), refusal('PasswordResetRequiredException'));
    await forgot(world, place, 'ada');
    await reset(world, place, 'ada', await world.codeFor('ada'));
    assert.equal((await storedUser(world, place, sub)).status, 'CONFIRMED');
    await assert.rejects(
      world.run('GetUser', { AccessToken }),
      refusal('NotAuthorizedException', 'Access Token has been revoked'),
    );
  });

  for (const engine of ['sqlite', 'postgres'] as const) {
    test(`of many who use one code at once, one sets the password (${engine})`, async () => {
      await using world = await openWorld({ engine });
      const place = await world.pool(byMail, passwordClient);
      await confirmedUser(world, place, 'ada');
      await forgot(world, place, 'ada');
      const code = await world.codeFor('ada');
      const tried = Array.from({ length: 6 }, (_, index) => `${newPassword}${index}`);
      const outcomes = await Promise.allSettled(tried.map((secret) => reset(world, place, 'ada', code, secret)));
      const winners = tried.filter((_, index) => outcomes[index]?.status === 'fulfilled');
      assert.equal(winners.length, 1);
      assert.ok(await accessToken(world, place, 'ada', winners[0]));
    });
  }
});
