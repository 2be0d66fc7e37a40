import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Failure } from '#domain/failures.ts';
import {
  accessToken,
  byMail,
  changeStored,
  confirmedUser,
  forgotPassword as forgot,
  hiding,
  password,
  passwordClient,
  resetPassword as reset,
  signUp,
  type Place,
} from '../../../../test/support/people.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld } from '../../../../test/support/world.ts';
import { forgotPassword } from './forgot-password.ts';

const hour = 3_600_000;
const newPassword = 'Even-Better-7?';
const mismatch = refusal('CodeMismatchException', 'Invalid verification code provided, please try again.');
const expired = refusal('ExpiredCodeException', 'Invalid code provided, please request a code again.');
const limit = refusal('LimitExceededException', 'Attempt limit exceeded, please try after some time.');

suite('ForgotPassword', () => {
  test('sends nothing to the unknown, the disabled, the unverified and those who never chose a password', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail);
    const sub = await confirmedUser(world, place, 'ada');
    await signUp(world, place, 'grace');
    await assert.rejects(
      forgot(world, place, 'nobody'),
      refusal('UserNotFoundException', 'Username/client id combination not found.'),
    );
    await assert.rejects(
      forgot(world, place, 'grace'),
      refusal(
        'InvalidParameterException',
        'Cannot reset password for the user as there is no registered/verified email or phone_number',
      ),
    );
    await changeStored(world, place, sub, { status: 'FORCE_CHANGE_PASSWORD' });
    await assert.rejects(
      forgot(world, place, 'ada'),
      refusal('NotAuthorizedException', 'User password cannot be reset in the current state.'),
    );
    await changeStored(world, place, sub, { status: 'CONFIRMED', enabled: false });
    await assert.rejects(forgot(world, place, 'ada'), refusal('NotAuthorizedException', 'User is disabled.'));
    assert.equal((await world.outbox()).length, 2, 'the two sign-ups');
  });

  test('where only an administrator may reset, it says so', async () => {
    await using world = await openWorld();
    const AccountRecoverySetting = { RecoveryMechanisms: [{ Name: 'admin_only' as const, Priority: 1 }] };
    const place = await world.pool({ ...byMail, AccountRecoverySetting });
    await confirmedUser(world, place, 'ada');
    await assert.rejects(
      forgot(world, place, 'ada'),
      refusal('NotAuthorizedException', 'Contact administrator to reset password.'),
    );
  });

  // ledger: ForgotPassword honoured — the code goes to the first verified contact in the pool's recovery order and works for an hour
  test('a code to the verified address sets a new password, and the old one is gone', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, passwordClient);
    await confirmedUser(world, place, 'ada');
    const { CodeDeliveryDetails } = await forgot(world, place, 'ada');
    assert.deepEqual(CodeDeliveryDetails, {
      Destination: 'a***@e***',
      DeliveryMedium: 'EMAIL',
      AttributeName: 'email',
    });
    const [message] = await world.outbox();
    assert.deepEqual([message?.trigger, message?.to], ['ForgotPassword', 'ada@example.com']);
    await reset(world, place, 'ada', message!.code!, newPassword);
    await assert.rejects(accessToken(world, place, 'ada', password), refusal('NotAuthorizedException'));
    assert.ok(await accessToken(world, place, 'ada', newPassword));
  });

  // ledger: ForgotPassword differs — ten requests and tries of ForgotPassword and ConfirmForgotPassword together per user and hour
  test('asking and trying share ten attempts an hour', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail);
    await confirmedUser(world, place, 'ada');
    for (let time = 0; time < 10; time++) await forgot(world, place, 'ada');
    await assert.rejects(forgot(world, place, 'ada'), limit);
    await assert.rejects(reset(world, place, 'ada', await world.codeFor('ada'), newPassword), limit);
    assert.equal((await world.outbox()).length, 11);
    world.clock.advance(hour);
    await forgot(world, place, 'ada');
  });

  // ledger: CreateUserPoolClient.PreventUserExistenceErrors honoured — unknown, disabled and unreachable users get simulated deliveries that stay the same per name
  test('where the client hides users, those who get nothing are told the same as those who do', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, hiding);
    const sub = await confirmedUser(world, place, 'ada');
    await changeStored(world, place, sub, { enabled: false });
    await signUp(world, place, 'grace');
    for (const name of ['nobody', 'ada', 'grace']) {
      const simulated = await forgot(world, place, name);
      assert.match(simulated.CodeDeliveryDetails!.Destination!, /^[a-z]\*{3}@[a-z]\*{3}$/);
      assert.deepEqual(await forgot(world, place, name), simulated);
      await assert.rejects(reset(world, place, name, '123456', newPassword), mismatch);
    }
    assert.equal((await forgot(world, place, 'x@y.example')).CodeDeliveryDetails?.Destination, 'x***@y***');
    await assert.rejects(
      reset(world, place, 'somebody', '123456', newPassword),
      expired,
      'nobody asked for a code there',
    );
    assert.equal((await world.outbox()).length, 2, 'the two sign-ups');
  });

  test('where the client hides users, every answer about one user or name shows the same destination', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, hiding);
    await confirmedUser(world, place, 'ada');
    await signUp(world, place, 'grace');
    const resend = (Username: string) => world.run('ResendConfirmationCode', { ClientId: place.clientId, Username });
    for (const [name, shown] of [
      ['nobody', undefined],
      ['ada', 'a***@e***'],
      ['grace', 'g***@e***'],
    ] as const) {
      const asked = (await forgot(world, place, name)).CodeDeliveryDetails;
      assert.deepEqual((await resend(name)).CodeDeliveryDetails, asked);
      if (shown) assert.equal(asked?.Destination, shown);
    }
  });

  test('where the client hides users, what the mail server says of one stays untold', async () => {
    await using world = await openWorld();
    const open = await world.pool(byMail);
    const hidden = await world.pool(byMail, hiding);
    const silently: string[] = [];
    const messenger = {
      ...world.services.messenger,
      dispatch: () => Promise.reject(new Failure('codeDelivery', { reason: 'refused' })),
      dispatchSilently: (id: string) => void silently.push(id),
    };
    for (const place of [open, hidden]) await confirmedUser(world, place, 'ada');
    const ask = ({ clientId }: Place) =>
      forgotPassword({ ClientId: clientId, Username: 'ada' }, { ...world.services, messenger });
    await assert.rejects(ask(open), refusal('CodeDeliveryFailureException'));
    assert.equal((await ask(hidden)).CodeDeliveryDetails?.Destination, 'a***@e***');
    assert.equal(silently.length, 1);
  });
});
