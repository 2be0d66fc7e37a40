import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';

type Given = Readonly<Record<string, string>>;
const attributes = (given: Given) => Object.entries(given).map(([Name, Value]) => ({ Name, Value }));

async function withUsers(world: World, settings: Parameters<World['pool']>[0], users: Readonly<Record<string, Given>>) {
  const { poolId, clientId } = await world.pool(settings);
  for (const [Username, given] of Object.entries(users)) {
    const input = {
      UserPoolId: poolId,
      Username,
      UserAttributes: attributes(given),
      MessageAction: 'SUPPRESS' as const,
    };
    await world.run('AdminCreateUser', input);
  }
  return { poolId, clientId };
}

const update = (world: World, UserPoolId: string, Username: string, given: Given) =>
  world.run('AdminUpdateUserAttributes', { UserPoolId, Username, UserAttributes: attributes(given) });
const read = async (world: World, UserPoolId: string, Username: string) => {
  const { UserAttributes = [] } = await world.run('AdminGetUser', { UserPoolId, Username });
  return Object.fromEntries(
    UserAttributes.filter(({ Name }) => Name !== 'sub').map(({ Name, Value }) => [Name, Value]),
  );
};

suite('the sub of a user', () => {
  for (const CaseSensitive of [true, false]) {
    // ledger: AdminGetUser.Username honoured — a username, a sub or an alias, in this order, as wherever an administrator names a user
    test(`means that user, also where another has it as an alias (case ${CaseSensitive ? 'counts' : 'is ignored'})`, async () => {
      await using world = await openWorld();
      const { poolId } = await world.pool({
        AliasAttributes: ['preferred_username'],
        UsernameConfiguration: { CaseSensitive },
      });
      for (const Username of ['ada', 'eve'])
        await world.run('AdminCreateUser', { UserPoolId: poolId, Username, MessageAction: 'SUPPRESS' });
      const ada = await world.run('AdminGetUser', { UserPoolId: poolId, Username: 'ada' });
      const sub = ada.UserAttributes![0]!.Value!;
      for (const Value of [sub, sub.toUpperCase()]) {
        await world.run('AdminUpdateUserAttributes', {
          ...{ UserPoolId: poolId, Username: 'eve' },
          UserAttributes: [{ Name: 'preferred_username', Value }],
        });
        const named = CaseSensitive ? sub : Value;
        const { Username } = await world.run('AdminGetUser', { UserPoolId: poolId, Username: named });
        assert.equal(Username, 'ada');
      }
    });
  }
});

suite('AdminUpdateUserAttributes', () => {
  test('unknown and immutable attributes are refused, and nothing of the call is kept', async () => {
    await using world = await openWorld();
    const schema = [{ Name: 'given_name', AttributeDataType: 'String' as const, Mutable: false }];
    const { poolId } = await withUsers(world, { Schema: schema }, { ada: { given_name: 'Ada' } });
    await assert.rejects(
      update(world, poolId, 'ada', { name: 'Eve', given_name: 'Eve' }),
      refusal('InvalidParameterException', 'user.given_name: Attribute cannot be updated.\n'),
    );
    await assert.rejects(
      update(world, poolId, 'ada', { name: 'Eve', 'custom:x': '1' }),
      refusal('InvalidParameterException', /^Attributes did not conform to the schema: custom:x: /),
    );
    assert.deepEqual(await read(world, poolId, 'ada'), { given_name: 'Ada' });
  });

  // ledger: AdminUpdateUserAttributes.UserAttributes honoured — a code is sent for a new auto-verified address unless its flag is set to true in the same call
  test('a new address that is verified automatically is sent a code that verifies it', async () => {
    await using world = await openWorld();
    const ada = { email: 'old@example.com', email_verified: 'true' };
    const { poolId } = await withUsers(world, { AutoVerifiedAttributes: ['email'] }, { ada });
    await update(world, poolId, 'ada', { email: 'new@example.com', name: 'Ada' });
    assert.deepEqual(await read(world, poolId, 'ada'), {
      email: 'new@example.com',
      email_verified: 'false',
      name: 'Ada',
    });
    assert.deepEqual(
      (await world.outbox()).map(({ to, trigger }) => [to, trigger]),
      [['new@example.com', 'UpdateUserAttribute']],
    );
    await update(world, poolId, 'ada', { email: 'new@example.com' });
    assert.equal((await world.outbox()).length, 1);
  });

  test('an address that the administrator vouches for is verified at once, without a code', async () => {
    await using world = await openWorld();
    const settings = {
      AutoVerifiedAttributes: ['email' as const],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email' as const] },
    };
    const { poolId } = await withUsers(world, settings, { ada: { email: 'old@example.com' } });
    await update(world, poolId, 'ada', { email: 'new@example.com', email_verified: 'True' });
    assert.deepEqual(await read(world, poolId, 'ada'), { email: 'new@example.com', email_verified: 'true' });
    assert.equal((await world.outbox()).length, 0);

    await update(world, poolId, 'ada', { email: 'newer@example.com' });
    assert.equal((await read(world, poolId, 'ada'))['email'], 'new@example.com');
    assert.deepEqual(
      (await world.outbox()).map(({ to }) => to),
      ['newer@example.com'],
    );
  });

  test('a flag about an address that is not there is refused', async () => {
    await using world = await openWorld();
    const { poolId } = await withUsers(world, {}, { ada: {} });
    const required = refusal('InvalidParameterException', 'Email is required to verify/un-verify an email');
    await assert.rejects(update(world, poolId, 'ada', { email_verified: 'true' }), required);
  });

  test('the names by which a user signs in follow its attributes', async () => {
    await using world = await openWorld();
    const eve = { email: 'eve@example.com', email_verified: 'true', preferred_username: 'snake' };
    const settings = { AliasAttributes: ['email' as const, 'preferred_username' as const] };
    const { poolId } = await withUsers(world, settings, { eve, ada: { email: 'ada@example.com' } });
    const named = async (Username: string) =>
      (await world.run('AdminGetUser', { UserPoolId: poolId, Username })).Username;
    const unknown = refusal('UserNotFoundException');
    await assert.rejects(named('ada@example.com'), unknown);
    await update(world, poolId, 'ada', { email_verified: 'true', preferred_username: 'countess' });
    assert.deepEqual([await named('ada@example.com'), await named('countess')], ['ada', 'ada']);

    const taken = refusal('AliasExistsException', 'An account with the given preferred_username already exists.');
    await assert.rejects(update(world, poolId, 'ada', { preferred_username: 'snake', name: 'x' }), taken);
    const byEmail = refusal('AliasExistsException', 'An account with the given email already exists.');
    await assert.rejects(update(world, poolId, 'ada', { email: 'eve@example.com', email_verified: 'true' }), byEmail);
    assert.equal((await read(world, poolId, 'ada'))['name'], undefined);

    await update(world, poolId, 'ada', { email: '', preferred_username: '' });
    await assert.rejects(named('ada@example.com'), unknown);
    await assert.rejects(named('countess'), unknown);
    await update(world, poolId, 'eve', { preferred_username: 'countess' });
    assert.equal(await named('countess'), 'eve');
  });
});

suite('AdminDeleteUserAttributes', () => {
  const remove = (world: World, UserPoolId: string, UserAttributeNames: string[]) =>
    world.run('AdminDeleteUserAttributes', { UserPoolId, Username: 'ada', UserAttributeNames });

  test('unknown, immutable and required attributes are refused', async () => {
    await using world = await openWorld();
    const Schema = [{ Name: 'email', AttributeDataType: 'String' as const, Required: true }];
    const { poolId } = await withUsers(world, { Schema }, { ada: { email: 'ada@example.com' } });
    const unknown = 'Invalid user attributes: user.custom:foo: Attribute does not exist in the schema.\n';
    await assert.rejects(remove(world, poolId, ['custom:foo']), refusal('InvalidParameterException', unknown));
    await assert.rejects(remove(world, poolId, ['sub']), refusal('InvalidParameterException', /cannot be updated/));
    await assert.rejects(remove(world, poolId, ['email']), refusal('InvalidParameterException', /is required/));
    assert.equal((await read(world, poolId, 'ada'))['email'], 'ada@example.com');
  });

  // ledger: AdminDeleteUserAttributes honoured — an address takes its verification and its alias with it; one that is not there is no error
  test('an address goes with its flag and as a name to sign in by; what is not there is no error', async () => {
    await using world = await openWorld();
    const ada = { email: 'ada@example.com', email_verified: 'true', name: 'Ada' };
    const { poolId } = await withUsers(world, { AliasAttributes: ['email'] }, { ada });
    await remove(world, poolId, ['email', 'nickname']);
    assert.deepEqual(await read(world, poolId, 'ada'), { name: 'Ada' });
    const byAlias = world.run('AdminGetUser', { UserPoolId: poolId, Username: 'ada@example.com' });
    await assert.rejects(byAlias, refusal('UserNotFoundException'));
  });
});

suite('two administrators at once', () => {
  for (const engine of ['sqlite', 'postgres'] as const) {
    test(`lose none of each other's changes (${engine})`, async () => {
      await using world = await openWorld({ engine });
      const names = ['name', 'given_name', 'family_name', 'nickname', 'website', 'profile', 'zoneinfo', 'locale'];
      const { poolId } = await withUsers(world, {}, { ada: {} });
      await Promise.all(names.map((name) => update(world, poolId, 'ada', { [name]: 'x' })));
      assert.deepEqual(Object.keys(await read(world, poolId, 'ada')).toSorted(), names.toSorted());
    });
  }
});
