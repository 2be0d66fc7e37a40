import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { byMail, confirmedUser, hiding, signUp } from '../../../../test/support/people.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';

const hour = 3_600_000;
const mismatch = refusal('CodeMismatchException', 'Invalid verification code provided, please try again.');
const limit = refusal('LimitExceededException', 'Attempt limit exceeded, please try after some time.');

const confirm = (
  world: World,
  { clientId }: { clientId: string },
  Username: string,
  ConfirmationCode: string,
  force = false,
) => world.run('ConfirmSignUp', { ClientId: clientId, Username, ConfirmationCode, ForceAliasCreation: force });

suite('ResendConfirmationCode', () => {
  const resend = (world: World, { clientId }: { clientId: string }, Username: string) =>
    world.run('ResendConfirmationCode', { ClientId: clientId, Username });

  test('is refused for the unknown, the confirmed, and where nothing is verified automatically', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail);
    await confirmedUser(world, place, 'ada');
    await signUp(world, place, 'grace', {});
    await assert.rejects(resend(world, place, 'nobody'), refusal('UserNotFoundException'));
    await assert.rejects(
      resend(world, place, 'ada'),
      refusal('InvalidParameterException', 'User is already confirmed.'),
    );
    await assert.rejects(resend(world, place, 'grace'), refusal('InvalidParameterException'));
    const manual = await world.pool();
    await signUp(world, manual, 'ada');
    await assert.rejects(
      resend(world, manual, 'ada'),
      refusal('InvalidParameterException', 'Auto verification not turned on.'),
    );
    assert.equal((await world.outbox()).length, 1);
  });

  // ledger: ResendConfirmationCode honoured — a new code replaces the old one; five an hour
  test('the new code works, the old one does not any more', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail);
    await signUp(world, place, 'ada');
    const old = await world.codeFor('ada');
    world.clock.advance(1_000);
    assert.equal((await resend(world, place, 'ada')).CodeDeliveryDetails?.Destination, 'a***@e***');
    const code = await world.codeFor('ada');
    if (code !== old) await assert.rejects(confirm(world, place, 'ada', old), mismatch);
    await confirm(world, place, 'ada', code);
  });

  test('the sixth within an hour is refused and sends nothing', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail);
    await signUp(world, place, 'ada');
    for (let time = 0; time < 5; time++) await resend(world, place, 'ada');
    await assert.rejects(resend(world, place, 'ada'), limit);
    assert.equal((await world.outbox()).length, 6);
    world.clock.advance(hour);
    await resend(world, place, 'ada');
  });

  // ledger: ResendConfirmationCode differs — with PreventUserExistenceErrors a confirmed user gets the simulated answer too
  test('where the client hides users, an unknown one seems to get a code, and trying it fails as a wrong one does', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, hiding);
    await confirmedUser(world, place, 'ada');
    const simulated = await resend(world, place, 'nobody');
    assert.deepEqual(await resend(world, place, 'nobody'), simulated);
    assert.match(simulated.CodeDeliveryDetails!.Destination!, /^[a-z]\*{3}@[a-z]\*{3}$/);
    await assert.rejects(confirm(world, place, 'nobody', '123456'), mismatch);
    await resend(world, place, 'ada');
    assert.equal((await world.outbox()).length, 1, 'only the sign-up was a message');
  });
});
