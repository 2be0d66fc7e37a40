import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { byMail, confirmedUser, hiding, otherThan, signUp, storedUser } from '../../../../test/support/people.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';

const hour = 3_600_000;
const mismatch = refusal('CodeMismatchException', 'Invalid verification code provided, please try again.');
const expired = refusal('ExpiredCodeException', 'Invalid code provided, please request a code again.');
const limit = refusal('LimitExceededException', 'Attempt limit exceeded, please try after some time.');

const confirm = (
  world: World,
  { clientId }: { clientId: string },
  Username: string,
  ConfirmationCode: string,
  force = false,
) => world.run('ConfirmSignUp', { ClientId: clientId, Username, ConfirmationCode, ForceAliasCreation: force });

suite('ConfirmSignUp', () => {
  test('another code does not confirm, and neither does another user’s', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail);
    const sub = await signUp(world, place, 'ada');
    const ofAda = await world.codeFor('ada');
    await signUp(world, place, 'eve');
    await assert.rejects(confirm(world, place, 'ada', otherThan(ofAda)), mismatch);
    await assert.rejects(confirm(world, place, 'eve', ofAda), mismatch);
    await assert.rejects(confirm(world, place, 'ada', 'nonsense'), mismatch);
    assert.equal((await storedUser(world, place, sub)).status, 'UNCONFIRMED');
  });

  // ledger: ConfirmSignUp.ConfirmationCode honoured — works once and for 24 hours; a newer code replaces it
  test('a code works for a day and not longer', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail);
    await signUp(world, place, 'ada');
    await signUp(world, place, 'grace');
    world.clock.advance(24 * hour - 1);
    await confirm(world, place, 'ada', await world.codeFor('ada'));
    world.clock.advance(1);
    await assert.rejects(confirm(world, place, 'grace', await world.codeFor('grace')), expired);
  });

  test('an unknown user is called so, unless the client hides it', async () => {
    await using world = await openWorld();
    const open = await world.pool(byMail);
    const hidden = await world.pool(byMail, hiding);
    await assert.rejects(
      confirm(world, open, 'nobody', '123456'),
      refusal('UserNotFoundException', 'Username/client id combination not found.'),
    );
    await assert.rejects(confirm(world, hidden, 'nobody', '123456'), expired);
  });

  test('a session that was never issued is refused', async () => {
    await using world = await openWorld();
    const { clientId } = await world.pool(byMail);
    const input = { ClientId: clientId, Username: 'ada', ConfirmationCode: '123456', Session: 'x'.repeat(20) };
    await assert.rejects(
      world.run('ConfirmSignUp', input),
      refusal('NotAuthorizedException', 'Invalid session for the user.'),
    );
  });

  test('a confirmed user is not confirmed again', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail);
    await confirmedUser(world, place, 'ada');
    await assert.rejects(
      confirm(world, place, 'ada', await world.codeFor('ada')),
      refusal('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED'),
    );
  });

  test('where the client hides users, only the code that confirmed tells that a user is confirmed', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, hiding);
    await confirmedUser(world, place, 'ada');
    const code = await world.codeFor('ada');
    await assert.rejects(confirm(world, place, 'ada', code), refusal('NotAuthorizedException'));
    await assert.rejects(confirm(world, place, 'ada', otherThan(code)), expired);
  });

  test('guessing ends after fifteen tries an hour, under every name of the user together', async () => {
    await using world = await openWorld();
    const place = await world.pool({ ...byMail, UsernameAttributes: ['email'] });
    const sub = await signUp(world, place, 'ada@example.com', {});
    const names = ['ada@example.com', sub];
    const code = (await world.outbox())[0]!.code!;
    const wrong = otherThan(code);
    for (let guess = 0; guess < 10; guess++)
      await assert.rejects(confirm(world, place, names[guess % 2]!, wrong), mismatch);
    for (let guess = 10; guess < 15; guess++)
      await assert.rejects(confirm(world, place, names[guess % 2]!, code), expired);
    for (const name of names) await assert.rejects(confirm(world, place, name, code), limit);
    world.clock.advance(hour);
    await assert.rejects(confirm(world, place, names[0]!, code), expired, 'ten wrong guesses have destroyed the code');
  });

  test('an unknown name runs out of tries as a user does', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, hiding);
    for (let guess = 0; guess < 15; guess++) await assert.rejects(confirm(world, place, 'nobody', '123456'), expired);
    await assert.rejects(confirm(world, place, 'nobody', '123456'), limit);
  });

  for (const engine of ['sqlite', 'postgres'] as const) {
    test(`of many who confirm at once, one does (${engine})`, async () => {
      await using world = await openWorld({ engine });
      const place = await world.pool(byMail);
      await signUp(world, place, 'ada');
      const code = await world.codeFor('ada');
      const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => confirm(world, place, 'ada', code)));
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    });
  }

  test('an address of a confirmed user stays that user’s', async () => {
    await using world = await openWorld();
    const place = await world.pool({ ...byMail, AliasAttributes: ['email'] });
    const first = await confirmedUser(world, place, 'ada', { email: 'shared@example.com' });
    const second = await signUp(world, place, 'eve', { email: 'shared@example.com' });
    const code = await world.codeFor('eve');
    const taken = refusal('AliasExistsException', 'An account with the given email already exists.');
    await assert.rejects(confirm(world, place, 'eve', code), taken);
    await assert.rejects(confirm(world, place, 'eve', code), taken, 'the code was not used up');
    assert.equal((await storedUser(world, place, second)).status, 'UNCONFIRMED');
    assert.equal((await storedUser(world, place, first)).attributes['email_verified'], 'true');
  });

  // ledger: ConfirmSignUp.ForceAliasCreation honoured — the alias moves, and the address is unverified for its former holder
  test('ForceAliasCreation moves the address, and the former holder’s is not verified any more', async () => {
    await using world = await openWorld();
    const place = await world.pool({ ...byMail, AliasAttributes: ['email'] });
    const first = await confirmedUser(world, place, 'ada', { email: 'shared@example.com' });
    const second = await signUp(world, place, 'eve', { email: 'shared@example.com' });
    await confirm(world, place, 'eve', await world.codeFor('eve'), true);
    assert.equal((await storedUser(world, place, first)).attributes['email_verified'], 'false');
    assert.equal((await storedUser(world, place, second)).attributes['email_verified'], 'true');
    const holder = await world.store.users.findByAlias(place.poolId, { kind: 'email', value: 'shared@example.com' });
    assert.equal(holder?.sub, second);
  });

  // ledger: ConfirmSignUp honoured — the user is confirmed and the address the code went to is verified
  test('the right code confirms, and verifies the address it went to and no other', async () => {
    await using world = await openWorld();
    const place = await world.pool({ AutoVerifiedAttributes: ['email', 'phone_number'] });
    const sub = await confirmedUser(world, place, 'ada', { email: 'ada@example.com', phone_number: '+12065551212' });
    const { status, attributes } = await storedUser(world, place, sub);
    assert.equal(status, 'CONFIRMED');
    assert.deepEqual([attributes['phone_number_verified'], attributes['email_verified']], ['true', 'false']);
    assert.equal((await world.outbox()).length, 1);
  });
});
