import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';
import type { Input } from '../../operation.ts';

const attributes = (given: Record<string, string>) => Object.entries(given).map(([Name, Value]) => ({ Name, Value }));
const people = {
  ada: { email: 'ada@example.com', family_name: 'Lovelace', phone_number: '+12065550100', preferred_username: 'A' },
  Ada2: { email: 'ada2@example.com', family_name: 'Love' },
  grace: { email: 'grace@example.com', family_name: 'Hopper "Amazing"', given_name: 'Grace', name: 'Grace Hopper' },
} as const;

async function withPeople(world: World): Promise<string> {
  const { poolId } = await world.pool({ Schema: [{ Name: 'tier', AttributeDataType: 'String' }] });
  for (const [Username, given] of Object.entries(people)) {
    const UserAttributes = attributes(given);
    await world.run('AdminCreateUser', { UserPoolId: poolId, Username, UserAttributes, MessageAction: 'SUPPRESS' });
  }
  await world.run('AdminDisableUser', { UserPoolId: poolId, Username: 'grace' });
  const password = { Password: 'Correct-Horse-9!', Permanent: true };
  await world.run('AdminSetUserPassword', { UserPoolId: poolId, Username: 'ada', ...password });
  return poolId;
}

const found = async (world: World, poolId: string, Filter: string, more: Partial<Input<'ListUsers'>> = {}) =>
  (await world.run('ListUsers', { UserPoolId: poolId, Filter, ...more }))
    .Users!.map(({ Username }) => Username!)
    .toSorted();

suite('ListUsers', () => {
  test('an unreadable filter, an attribute that cannot be searched and a foreign page token are refused', async () => {
    await using world = await openWorld();
    const poolId = await withPeople(world);
    await assert.rejects(
      found(world, poolId, 'email'),
      refusal('InvalidParameterException', 'Error while parsing filter'),
    );
    const custom = refusal('InvalidParameterException', 'Invalid search attribute: custom:tier');
    await assert.rejects(found(world, poolId, 'custom:tier = "x"'), custom);
    const { PaginationToken } = await world.run('ListUsers', { UserPoolId: poolId, Limit: 1 });
    const token = refusal('InvalidParameterException', 'Invalid pagination token given.');
    await assert.rejects(found(world, poolId, 'status = "Enabled"', { PaginationToken }), token);
    await assert.rejects(found(world, poolId, '', { PaginationToken: 'nonsense' }), token);
    await assert.rejects(
      world.run('ListUsers', { UserPoolId: poolId, Limit: 61 }),
      refusal('InvalidParameterException'),
    );
  });

  // ledger: ListUsers.Filter honoured — one condition, `=` or `^=`; values compared as written, cognito:user_status without regard to case
  test('each searchable attribute finds whom it should', async () => {
    await using world = await openWorld();
    const poolId = await withPeople(world);
    const { Users = [] } = await world.run('ListUsers', { UserPoolId: poolId });
    const sub = Users.find(({ Username }) => Username === 'grace')?.Attributes?.[0]?.Value;
    const cases = [
      ['', ['Ada2', 'ada', 'grace']],
      ['username = "ada"', ['ada']],
      ['username = "ADA2"', []],
      ['username ^= "Ada"', ['Ada2']],
      ['email = "ada@example.com"', ['ada']],
      ['email ^= "ada"', ['Ada2', 'ada']],
      ['email ^= ""', ['Ada2', 'ada', 'grace']],
      ['phone_number ^= "+1206"', ['ada']],
      ['family_name ^= "Love"', ['Ada2', 'ada']],
      ['family_name = "Love"', ['Ada2']],
      [String.raw`family_name = "Hopper \"Amazing\""`, ['grace']],
      ['given_name = "Grace"', ['grace']],
      ['name ^= "Grace H"', ['grace']],
      ['preferred_username = "A"', ['ada']],
      ['preferred_username = "a"', []],
      ['cognito:user_status = "confirmed"', ['ada']],
      ['cognito:user_status ^= "FORCE"', ['Ada2', 'grace']],
      ['status = "Disabled"', ['grace']],
      ['status = "Enabled"', ['Ada2', 'ada']],
      ['status = "enabled"', []],
      [`sub = "${sub}"`, ['grace']],
      [`sub ^= "${sub?.slice(0, 20)}"`, ['grace']],
    ] as const;
    for (const [filter, expected] of cases) {
      assert.deepEqual(await found(world, poolId, filter), expected, filter);
    }
  });

  // ledger: ListUsers.AttributesToGet differs — an attribute the pool does not have is an error, one that some user lacks is left out for that user
  test('only the wanted attributes are answered; those no user can have are refused', async () => {
    await using world = await openWorld();
    const poolId = await withPeople(world);
    const get = async (AttributesToGet: string[]) =>
      (await world.run('ListUsers', { UserPoolId: poolId, AttributesToGet, Filter: 'email ^= "ada"' })).Users!;
    await assert.rejects(
      get(['custom:other']),
      refusal('InvalidParameterException', /custom:other: Attribute does not exist/),
    );
    const [other, ada] = await get(['family_name', 'phone_number']);
    assert.deepEqual(
      [other, ada].map((user) => user?.Attributes),
      [
        [{ Name: 'family_name', Value: 'Love' }],
        [
          { Name: 'family_name', Value: 'Lovelace' },
          { Name: 'phone_number', Value: '+12065550100' },
        ],
      ],
    );
  });

  test('a user is shown with dates, status and whether it is enabled', async () => {
    await using world = await openWorld({ start: 1_700_000_000_000 });
    const { poolId } = await world.pool();
    await world.run('AdminCreateUser', { UserPoolId: poolId, Username: 'ada', MessageAction: 'SUPPRESS' });
    world.clock.advance(5_000);
    await world.run('AdminDisableUser', { UserPoolId: poolId, Username: 'ada' });
    const { Users } = await world.run('ListUsers', { UserPoolId: poolId });
    const { Attributes, ...shown } = Users![0]!;
    assert.deepEqual(shown, {
      ...{ Username: 'ada', Enabled: false, UserStatus: 'FORCE_CHANGE_PASSWORD' },
      UserCreateDate: new Date(1_700_000_000_000),
      UserLastModifiedDate: new Date(1_700_000_005_000),
    });
    assert.deepEqual(
      Attributes?.map(({ Name }) => Name),
      ['sub'],
    );
  });

  for (const engine of ['sqlite', 'postgres'] as const) {
    test(`pages hold everybody once, also while users are added (${engine})`, async () => {
      await using world = await openWorld({ engine });
      const { poolId } = await world.pool();
      const { users } = world.store;
      const add = (name: string, email: string) =>
        world.run('AdminCreateUser', {
          ...{ UserPoolId: poolId, Username: name, MessageAction: 'SUPPRESS' as const },
          UserAttributes: attributes({ email }),
        });
      await Promise.all(Array.from({ length: 11 }, (_, at) => add(`u${at}`, `same${at % 2}@example.com`)));
      assert.equal((await users.list(poolId, undefined, undefined, 60)).items.length, 11);
      for (const Filter of ['', 'email ^= "same"', 'email = "same0@example.com"', 'status = "Enabled"']) {
        const seen: string[] = [];
        let PaginationToken: string | undefined;
        do {
          const page = await world.run('ListUsers', { UserPoolId: poolId, Filter, Limit: 3, PaginationToken });
          seen.push(...page.Users!.map(({ Username }) => Username!));
          PaginationToken = page.PaginationToken;
          if (PaginationToken) await add(`late-${Filter.length}-${seen.length}`, `late${seen.length}@example.com`);
        } while (PaginationToken);
        const first = seen.filter((name) => /^u\d/.test(name));
        assert.equal(new Set(seen).size, seen.length, Filter);
        assert.equal(first.length, Filter.includes('same0') ? 6 : 11, Filter);
      }
    });
  }
});
