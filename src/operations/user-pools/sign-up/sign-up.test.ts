import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Failure } from '#domain/failures.ts';
import { secretHash } from '#crypto/secret-hash.ts';
import { attributesOf, byMail, confirmedUser, password, signUp, storedUser } from '../../../../test/support/people.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld } from '../../../../test/support/world.ts';
import { signUp as operation } from './sign-up.ts';

suite('SignUp', () => {
  test('is refused for a client that does not exist, and where only administrators add users', async () => {
    await using world = await openWorld();
    await assert.rejects(
      signUp(world, { poolId: '', clientId: 'nobody' }, 'ada'),
      refusal('ResourceNotFoundException'),
    );
    const closed = await world.pool({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
    await assert.rejects(
      signUp(world, closed, 'ada'),
      refusal('NotAuthorizedException', 'SignUp is not permitted for this user pool'),
    );
    assert.equal((await world.outbox()).length, 0);
  });

  test('a client with a secret has to prove it', async () => {
    await using world = await openWorld();
    const { clientId, secret } = await world.pool({}, { GenerateSecret: true });
    const input = { ClientId: clientId, Username: 'ada', Password: password };
    await assert.rejects(world.run('SignUp', input), refusal('NotAuthorizedException', /SECRET_HASH was not received/));
    await assert.rejects(world.run('SignUp', { ...input, SecretHash: 'bm8=' }), refusal('NotAuthorizedException'));
    const SecretHash = secretHash(secret!, 'ada', clientId);
    assert.equal((await world.run('SignUp', { ...input, SecretHash })).UserConfirmed, false);
  });

  test('the password has to be there and to conform', async () => {
    await using world = await openWorld();
    const { clientId } = await world.pool();
    const input = { ClientId: clientId, Username: 'ada' };
    await assert.rejects(world.run('SignUp', input), refusal('InvalidParameterException'));
    await assert.rejects(
      world.run('SignUp', { ...input, Password: 'Ab1!' }),
      refusal('InvalidPasswordException', 'Password did not conform with policy: Password not long enough'),
    );
  });

  test('attributes have to be in the schema, complete, well formed and writable for the client', async () => {
    await using world = await openWorld();
    const required = await world.pool({ Schema: [{ Name: 'email', Required: true }] });
    await assert.rejects(
      signUp(world, required, 'ada', {}),
      refusal('InvalidParameterException', /email: The attribute is required/),
    );
    await assert.rejects(
      signUp(world, required, 'ada', { email: 'nonsense' }),
      refusal('InvalidParameterException', 'Invalid email address format.'),
    );
    await assert.rejects(
      signUp(world, required, 'ada', { email: 'a@b.example', 'custom:x': '1' }),
      refusal('InvalidParameterException', /custom:x: Attribute does not exist in the schema/),
    );
    const narrow = await world.pool({}, { WriteAttributes: ['email'] });
    const unauthorized = refusal('NotAuthorizedException', 'A client attempted to write unauthorized attribute');
    await assert.rejects(signUp(world, narrow, 'ada', { name: 'Ada' }), unauthorized);
    await assert.rejects(signUp(world, narrow, 'ada', { email: 'a@b.example', email_verified: 'true' }), unauthorized);
  });

  test('a taken username is refused, in any case where the pool ignores case', async () => {
    await using world = await openWorld();
    const place = await world.pool({ UsernameConfiguration: { CaseSensitive: false } });
    await signUp(world, place, 'ada');
    await assert.rejects(signUp(world, place, 'ADA'), refusal('UsernameExistsException', 'User already exists'));
  });

  test('an address that is a username is refused when it is taken, confirmed or not', async () => {
    await using world = await openWorld();
    const place = await world.pool({ ...byMail, UsernameAttributes: ['email', 'phone_number'] });
    await signUp(world, place, 'ada@example.com', {});
    const taken = refusal('UsernameExistsException', 'An account with the given email already exists.');
    await assert.rejects(signUp(world, place, 'ada@example.com', {}), taken);
    await assert.rejects(signUp(world, place, '+4912345', { email: 'ada@example.com' }), taken);
    assert.equal((await world.outbox()).length, 1, 'the refused got no message');
  });

  test('a preferred username that is an alias is chosen only after confirmation', async () => {
    await using world = await openWorld();
    const place = await world.pool({ AliasAttributes: ['preferred_username'] });
    await assert.rejects(
      signUp(world, place, 'ada', { preferred_username: 'countess' }),
      refusal('InvalidParameterException'),
    );
  });

  for (const engine of ['sqlite', 'postgres'] as const) {
    test(`of many who want a name at once, one gets it (${engine})`, async () => {
      await using world = await openWorld({ engine });
      const place = await world.pool(byMail);
      const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => signUp(world, place, 'ada')));
      const refused = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [outcome.reason as { code: string }] : [],
      );
      assert.deepEqual(
        refused.map(({ code }) => code),
        Array.from({ length: 9 }, () => 'UsernameExistsException'),
      );
      assert.equal((await world.outbox()).length, 1);
    });
  }

  // ledger: SignUp honoured — adds an unconfirmed user and sends a six-digit code that works for 24 hours
  test('adds an unconfirmed user with a password and sends a code', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail);
    const answer = await world.run('SignUp', {
      ClientId: place.clientId,
      Username: 'Ada',
      Password: password,
      UserAttributes: attributesOf({ email: 'ada@example.com', name: 'Ada' }),
    });
    const user = await storedUser(world, place, answer.UserSub!);
    assert.deepEqual(answer.CodeDeliveryDetails, {
      Destination: 'a***@e***',
      DeliveryMedium: 'EMAIL',
      AttributeName: 'email',
    });
    assert.deepEqual([answer.UserConfirmed, user.status, user.username], [false, 'UNCONFIRMED', 'Ada']);
    assert.deepEqual(user.attributes, { email: 'ada@example.com', email_verified: 'false', name: 'Ada' });
    assert.ok(user.password?.hash.startsWith('$argon2id$') && user.password.srp);

    const [message, ...others] = await world.outbox();
    assert.equal(others.length, 0);
    assert.match(message!.code!, /^\d{6}$/);
    assert.deepEqual([message?.to, message?.trigger, message?.username], ['ada@example.com', 'SignUp', 'Ada']);
    assert.equal(message?.body, `Your verification code is ${message?.code}. `);
  });

  // ledger: SignUp.Username honoured — in pools with username attributes the username is the sub and the address becomes the attribute
  test('an address as username becomes the attribute, and the username is the sub', async () => {
    await using world = await openWorld();
    const place = await world.pool({ ...byMail, UsernameAttributes: ['email'] });
    const sub = await confirmedUser(world, place, 'ada@example.com', {});
    const user = await storedUser(world, place, sub);
    assert.equal(user.username, sub);
    assert.deepEqual(user.attributes, { email: 'ada@example.com', email_verified: 'true' });
  });

  test('without a contact to verify, nothing is sent and nothing is said of a delivery', async () => {
    await using world = await openWorld();
    const { clientId } = await world.pool(byMail);
    const answer = await world.run('SignUp', { ClientId: clientId, Username: 'ada', Password: password });
    assert.deepEqual(Object.keys(answer), ['UserConfirmed', 'UserSub']);
    assert.equal((await world.outbox()).length, 0);
  });

  // ledger: CreateUserPool.VerificationMessageTemplate.DefaultEmailOption honoured — the link leads to this server's /<pool>/confirmUser
  test('a pool that confirms by link sends a link', async () => {
    await using world = await openWorld();
    const place = await world.pool({
      ...byMail,
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' },
    });
    await signUp(world, place, 'ada&co', { email: 'ada@example.com' });
    const [message] = await world.outbox();
    const link = new URL(message!.link!);
    assert.equal(link.pathname, `/${place.poolId}/confirmUser`);
    assert.deepEqual(Object.fromEntries(link.searchParams), {
      client_id: place.clientId,
      user_name: 'ada&co',
      confirmation_code: message!.code!,
    });
    assert.ok(message!.body.includes('&amp;confirmation_code='));
  });

  // ledger: SignUp differs — where this server cannot send over the channel the code would take, no user is added
  test('where the code cannot be sent at all, nobody is signed up', async () => {
    await using world = await openWorld();
    const place = await world.pool({ AutoVerifiedAttributes: ['phone_number'] });
    const messenger = { ...world.services.messenger, canSend: () => false };
    const input = {
      ClientId: place.clientId,
      Username: 'ada',
      Password: password,
      UserAttributes: attributesOf({ phone_number: '+12065551212' }),
    };
    await assert.rejects(operation(input, { ...world.services, messenger }), refusal('CodeDeliveryFailureException'));
    assert.equal(await world.store.users.findByUsername(place.poolId, 'ada'), undefined);
    assert.equal((await world.outbox()).length, 0);
  });

  test('where the mail server refuses the address, the answer says so and the user stays, as with Cognito', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail);
    const dispatch = () => Promise.reject(new Failure('codeDelivery', { reason: 'refused' }));
    const messenger = { ...world.services.messenger, dispatch };
    const input = {
      ClientId: place.clientId,
      Username: 'ada',
      Password: password,
      UserAttributes: attributesOf({ email: 'ada@example.com' }),
    };
    await assert.rejects(operation(input, { ...world.services, messenger }), refusal('CodeDeliveryFailureException'));
    assert.equal((await world.store.users.findByUsername(place.poolId, 'ada'))?.status, 'UNCONFIRMED');
  });
});
