import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';
import type { Input } from '../../operation.ts';

const day = 86_400_000;
const attributes = (given: Record<string, string>) => Object.entries(given).map(([Name, Value]) => ({ Name, Value }));
const create = (world: World, poolId: string, Username: string, more: Partial<Input<'AdminCreateUser'>> = {}) =>
  world.run('AdminCreateUser', { UserPoolId: poolId, Username, ...more });
const withEmail = (email: string, verified?: 'true' | 'false') =>
  attributes({ email, ...(verified && { email_verified: verified }) });
const statusOf = async (world: World, poolId: string, Username: string) =>
  (await world.run('AdminGetUser', { UserPoolId: poolId, Username })).UserStatus;
const attributeOf = async (world: World, poolId: string, Username: string, name: string) =>
  (await world.run('AdminGetUser', { UserPoolId: poolId, Username })).UserAttributes?.find(({ Name }) => Name === name)
    ?.Value;
const signIn = (world: World, clientId: string, USERNAME: string, PASSWORD: string) =>
  world.run('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD },
  });
const byPassword = { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const] };

suite('AdminCreateUser', () => {
  test('an unknown pool, or one of another region, is refused', async () => {
    await using world = await openWorld();
    const { poolId } = await world.pool();
    await assert.rejects(create(world, 'us-east-1_Nowhere00', 'ada'), refusal('ResourceNotFoundException'));
    await assert.rejects(
      world.run('AdminCreateUser', { UserPoolId: poolId, Username: 'ada' }, { region: 'eu-west-1' }),
      refusal('ResourceNotFoundException'),
    );
  });

  test('a username that is taken is refused, and nobody is written to', async () => {
    await using world = await openWorld();
    const { poolId } = await world.pool({ UsernameConfiguration: { CaseSensitive: false } });
    await create(world, poolId, 'ada', { MessageAction: 'SUPPRESS' });
    const again = create(world, poolId, 'ADA', {
      DesiredDeliveryMediums: ['EMAIL'],
      UserAttributes: withEmail('ada@example.com'),
    });
    await assert.rejects(again, refusal('UsernameExistsException', 'User account already exists'));
    assert.equal((await world.outbox()).length, 0);
  });

  // ledger: AdminCreateUser.Username differs — the sub of another user is refused as a username, since both name users
  test('the sub of another user is refused as a username', async () => {
    await using world = await openWorld();
    const { poolId } = await world.pool({ UsernameConfiguration: { CaseSensitive: false } });
    await create(world, poolId, 'ada', { MessageAction: 'SUPPRESS' });
    const sub = await attributeOf(world, poolId, 'ada', 'sub');
    for (const name of [sub!, sub!.toUpperCase()]) {
      await assert.rejects(create(world, poolId, name), refusal('UsernameExistsException'));
    }
  });

  // ledger: AdminCreateUser.TemporaryPassword honoured — held to the pool's policy; generated to conform to it when left out
  test('a temporary password that breaks the policy is refused, and no user is made', async () => {
    await using world = await openWorld();
    const { poolId } = await world.pool();
    const weak = create(world, poolId, 'ada', { TemporaryPassword: 'short' });
    await assert.rejects(weak, refusal('InvalidPasswordException', /Password not long enough$/));
    await assert.rejects(statusOf(world, poolId, 'ada'), refusal('UserNotFoundException', 'User does not exist.'));
  });

  // ledger: AdminCreateUser.UserAttributes honoured — held against the schema; required ones are asked for at the first sign-in
  test('attributes are held against the schema, but required ones may be missing', async () => {
    await using world = await openWorld();
    const { poolId } = await world.pool({ Schema: [{ Name: 'email', Required: true }] });
    await assert.rejects(
      create(world, poolId, 'ada', { UserAttributes: attributes({ 'custom:x': '1' }) }),
      refusal('InvalidParameterException', /custom:x: Attribute does not exist in the schema/),
    );
    await create(world, poolId, 'ada', { MessageAction: 'SUPPRESS' });
    assert.equal(await statusOf(world, poolId, 'ada'), 'FORCE_CHANGE_PASSWORD');
  });

  // ledger: AdminCreateUser.DesiredDeliveryMediums honoured — SMS unless said otherwise; a medium for which the user has no address is left out
  test('the invitation goes over the wanted mediums, by text message unless said otherwise', async () => {
    await using world = await openWorld();
    const { poolId } = await world.pool();
    const UserAttributes = attributes({ email: 'ada@example.com', phone_number: '+12065550100' });
    await create(world, poolId, 'one', { UserAttributes });
    await create(world, poolId, 'two', { UserAttributes, DesiredDeliveryMediums: ['EMAIL'] });
    await create(world, poolId, 'three', { UserAttributes, DesiredDeliveryMediums: ['EMAIL', 'SMS'] });
    await create(world, poolId, 'four', { UserAttributes: withEmail('ada@example.com') });
    const sent = await world.outbox();
    const channels = (username: string) =>
      sent.filter((message) => message.username === username).map(({ channel }) => channel);
    assert.deepEqual(['one', 'two', 'four'].map(channels), [['sms'], ['email'], []]);
    assert.deepEqual(channels('three').toSorted(), ['email', 'sms']);
  });

  // ledger: AdminCreateUser.MessageAction honoured — SUPPRESS sends nothing; RESEND sends a new temporary password and ignores attributes, as on AWS
  test('a suppressed invitation is not sent', async () => {
    await using world = await openWorld();
    const { poolId } = await world.pool();
    await create(world, poolId, 'ada', {
      ...{ MessageAction: 'SUPPRESS', DesiredDeliveryMediums: ['EMAIL'] },
      UserAttributes: withEmail('ada@example.com'),
    });
    assert.equal((await world.outbox()).length, 0);
  });

  test('a generated password conforms to the strictest policy and lets the user in once', async () => {
    await using world = await openWorld();
    const PasswordPolicy = {
      ...{ MinimumLength: 20, RequireUppercase: true, RequireLowercase: true },
      ...{ RequireNumbers: true, RequireSymbols: true, TemporaryPasswordValidityDays: 2 },
    };
    const { poolId, clientId } = await world.pool({ Policies: { PasswordPolicy } }, byPassword);
    const { User } = await create(world, poolId, 'ada', {
      UserAttributes: withEmail('ada@example.com'),
      DesiredDeliveryMediums: ['EMAIL'],
    });
    assert.deepEqual([User?.Username, User?.UserStatus, User?.Enabled], ['ada', 'FORCE_CHANGE_PASSWORD', true]);
    const temporary = await world.codeFor('ada');
    assert.ok(temporary.length >= 20);
    const challenge = await signIn(world, clientId, 'ada', temporary);
    assert.equal(challenge.ChallengeName, 'NEW_PASSWORD_REQUIRED');

    world.clock.advance(2 * day);
    await assert.rejects(signIn(world, clientId, 'ada', temporary), refusal('NotAuthorizedException', /expired/));
  });
});

suite('AdminCreateUser with RESEND', () => {
  test('is refused for a user who does not exist or has a password of its own', async () => {
    await using world = await openWorld();
    const { poolId } = await world.pool();
    const resend = () => create(world, poolId, 'ada', { MessageAction: 'RESEND', DesiredDeliveryMediums: ['EMAIL'] });
    await assert.rejects(resend(), refusal('UserNotFoundException'));
    await create(world, poolId, 'ada', {
      MessageAction: 'SUPPRESS',
      UserAttributes: withEmail('ada@example.com'),
    });
    const password = { UserPoolId: poolId, Username: 'ada', Password: 'Correct-Horse-9!', Permanent: true };
    await world.run('AdminSetUserPassword', password);
    const message = 'Resend not possible. ada status is not FORCE_CHANGE_PASSWORD';
    await assert.rejects(resend(), refusal('UnsupportedUserStateException', message));
    assert.equal((await world.outbox()).length, 0);
  });

  test('sends a new temporary password that works for its whole time; the old one is void', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await world.pool({}, byPassword);
    const more = { UserAttributes: withEmail('ada@example.com'), DesiredDeliveryMediums: ['EMAIL' as const] };
    await create(world, poolId, 'ada', more);
    const first = await world.codeFor('ada');
    world.clock.advance(6 * day);
    const { User } = await create(world, poolId, 'ada', { ...more, MessageAction: 'RESEND' });
    assert.equal(User?.UserStatus, 'FORCE_CHANGE_PASSWORD');
    assert.equal((await world.outbox()).length, 2);
    const second = await world.codeFor('ada');
    assert.notEqual(second, first);

    world.clock.advance(6 * day);
    await assert.rejects(signIn(world, clientId, 'ada', first), refusal('NotAuthorizedException'));
    assert.equal((await signIn(world, clientId, 'ada', second)).ChallengeName, 'NEW_PASSWORD_REQUIRED');
  });
});

suite('AdminCreateUser where addresses name users', () => {
  test('as usernames: another name is refused, one that is taken is told, the username is the sub', async () => {
    await using world = await openWorld();
    const { poolId } = await world.pool({ UsernameAttributes: ['email'] });
    await assert.rejects(
      create(world, poolId, 'ada'),
      refusal('InvalidParameterException', 'Username should be an email.'),
    );
    const { User } = await create(world, poolId, 'ada@example.com', { MessageAction: 'SUPPRESS' });
    assert.equal(User?.Username, User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value);
    assert.equal(await attributeOf(world, poolId, 'ada@example.com', 'email'), 'ada@example.com');
    await assert.rejects(
      create(world, poolId, 'ada@example.com', { ForceAliasCreation: true }),
      refusal('UsernameExistsException', 'An account with the given email already exists.'),
    );
  });

  // ledger: AdminCreateUser.ForceAliasCreation honoured — the alias moves and is no longer verified for its previous holder
  test('as aliases: a verified address of another is refused, unless it is to be taken from that one', async () => {
    await using world = await openWorld();
    const { poolId } = await world.pool({ AliasAttributes: ['email'] });
    const UserAttributes = withEmail('ada@example.com', 'true');
    const quiet = { UserAttributes, MessageAction: 'SUPPRESS' as const };
    await assert.rejects(
      create(world, poolId, 'ada@example.com', quiet),
      refusal('InvalidParameterException', /^Username cannot be of email format/),
    );
    await create(world, poolId, 'old', quiet);
    await assert.rejects(
      create(world, poolId, 'new', quiet),
      refusal('AliasExistsException', 'An account with the given email already exists.'),
    );
    await assert.rejects(statusOf(world, poolId, 'new'), refusal('UserNotFoundException'));

    await create(world, poolId, 'new', { ...quiet, ForceAliasCreation: true });
    const { Username } = await world.run('AdminGetUser', { UserPoolId: poolId, Username: 'ada@example.com' });
    assert.equal(Username, 'new');
    assert.equal(await attributeOf(world, poolId, 'old', 'email_verified'), 'false');
    assert.equal(await attributeOf(world, poolId, 'old', 'email'), 'ada@example.com');
  });

  test('an alias that could not be taken after all is left with its holder', async () => {
    await using world = await openWorld();
    const { poolId } = await world.pool({ AliasAttributes: ['email', 'preferred_username'] });
    const holder = attributes({ email: 'ada@example.com', email_verified: 'true', preferred_username: 'countess' });
    await create(world, poolId, 'old', { UserAttributes: holder, MessageAction: 'SUPPRESS' });
    await assert.rejects(
      create(world, poolId, 'new', { UserAttributes: holder, ForceAliasCreation: true }),
      refusal('AliasExistsException', 'An account with the given preferred_username already exists.'),
    );
    assert.equal(await attributeOf(world, poolId, 'ada@example.com', 'email_verified'), 'true');
  });

  for (const engine of ['sqlite', 'postgres'] as const) {
    test(`of twenty who add the same address at once, one succeeds (${engine})`, async () => {
      await using world = await openWorld({ engine });
      const { poolId } = await world.pool({ UsernameAttributes: ['email'] });
      const tries = Array.from({ length: 20 }, () =>
        create(world, poolId, 'ada@example.com', { TemporaryPassword: 'Correct-Horse-9!' }),
      );
      const results = await Promise.allSettled(tries);
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
      for (const result of results) {
        if (result.status === 'rejected') refusal('UsernameExistsException')(result.reason);
      }
      assert.equal((await world.run('ListUsers', { UserPoolId: poolId })).Users?.length, 1);
    });
  }
});
