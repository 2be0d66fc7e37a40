import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { accessToken } from '../../../../test/support/people.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';

const roleArn = 'arn:aws:iam::123456789012:role/readers';
const unknownGroup = refusal('ResourceNotFoundException', 'Group not found.');

async function withAda(world: World, engine?: { groups?: readonly string[] }) {
  const { poolId, clientId } = await world.pool({}, { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] });
  const pool = { UserPoolId: poolId };
  await world.run('AdminCreateUser', { ...pool, Username: 'ada', MessageAction: 'SUPPRESS' });
  for (const GroupName of engine?.groups ?? []) {
    await world.run('CreateGroup', { ...pool, GroupName });
  }
  return { pool, clientId };
}

const member = (world: World, pool: { UserPoolId: string }, GroupName: string, Username = 'ada') =>
  world.run('AdminAddUserToGroup', { ...pool, GroupName, Username });
const groupsOf = async (world: World, pool: { UserPoolId: string }) =>
  (await world.run('AdminListGroupsForUser', { ...pool, Username: 'ada' })).Groups!.map(({ GroupName }) => GroupName);

suite('groups', () => {
  test('a group that is not there is told by every operation that names one', async () => {
    await using world = await openWorld();
    const { pool } = await withAda(world);
    const GroupName = 'nowhere';
    const calls = [
      () => world.run('GetGroup', { ...pool, GroupName }),
      () => world.run('UpdateGroup', { ...pool, GroupName }),
      () => world.run('DeleteGroup', { ...pool, GroupName }),
      () => world.run('ListUsersInGroup', { ...pool, GroupName }),
      () => world.run('AdminAddUserToGroup', { ...pool, GroupName, Username: 'ada' }),
      () => world.run('AdminRemoveUserFromGroup', { ...pool, GroupName, Username: 'ada' }),
    ];
    for (const call of calls) await assert.rejects(call(), unknownGroup);
    await assert.rejects(member(world, pool, GroupName, 'nobody'), refusal('UserNotFoundException'));
  });

  // ledger: CreateGroup.RoleArn honoured — goes into the claims of its members' tokens; has to be the ARN of an IAM role
  test('a second group of the name, or a role that is none, is refused', async () => {
    await using world = await openWorld();
    const { pool } = await withAda(world, { groups: ['readers'] });
    const create = (GroupName: string, RoleArn?: string) => world.run('CreateGroup', { ...pool, GroupName, RoleArn });
    await assert.rejects(create('readers'), refusal('GroupExistsException', 'A group with the name already exists.'));
    await assert.rejects(create('two words'), refusal('InvalidParameterException'));
    for (const arn of [
      'arn:aws:iam::123456789012:user/ada',
      'arn:aws:sqs:us-east-1:123456789012:readers',
      'x'.repeat(20),
    ]) {
      await assert.rejects(create('others', arn), refusal('InvalidParameterException'));
    }
    assert.equal((await world.run('ListGroups', pool)).Groups?.length, 1);
  });

  test('the 10,001st group of a pool is refused', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId } = await world.pool();
    await world.run('CreateGroup', { UserPoolId, GroupName: 'first' });
    const group = await world.store.groups.find(UserPoolId, 'first');
    await world.store.write(async (stores) => {
      for (let i = 1; i < 10_000; i++) await stores.groups.insert({ ...group!, name: `group${i}` });
    });
    const create = world.run('CreateGroup', { UserPoolId, GroupName: 'one-more' });
    await assert.rejects(create, refusal('LimitExceededException'));
    assert.equal(await world.store.groups.count(UserPoolId), 10_000);
  });

  // ledger: UpdateGroup honoured — what is left out stays as it is
  test('an update changes what it names and nothing else, a precedence of zero included', async () => {
    await using world = await openWorld({ start: 1_700_000_000_000 });
    const { pool } = await withAda(world);
    const GroupName = 'readers';
    await world.run('CreateGroup', { ...pool, GroupName, Description: 'Read', RoleArn: roleArn, Precedence: 5 });
    world.clock.advance(60_000);
    await world.run('UpdateGroup', { ...pool, GroupName, Precedence: 0 });
    const { Group } = await world.run('GetGroup', { ...pool, GroupName });
    assert.deepEqual(Group, {
      ...{ ...pool, GroupName, Description: 'Read', RoleArn: roleArn, Precedence: 0 },
      CreationDate: new Date(1_700_000_000_000),
      LastModifiedDate: new Date(1_700_000_060_000),
    });
    await assert.rejects(
      world.run('UpdateGroup', { ...pool, GroupName, RoleArn: 'arn:aws:iam::123456789012:user/ada' }),
      refusal('InvalidParameterException'),
    );
    assert.equal((await world.run('GetGroup', { ...pool, GroupName })).Group?.RoleArn, roleArn);
  });

  // ledger: AdminAddUserToGroup honoured — a second time changes nothing
  // ledger: AdminRemoveUserFromGroup honoured — a second time changes nothing
  // ledger: DeleteGroup honoured — its members stay users
  test('joining twice and leaving twice succeed; a deleted group has no members when it is made again', async () => {
    await using world = await openWorld();
    const { pool } = await withAda(world, { groups: ['readers', 'writers'] });
    await member(world, pool, 'readers');
    await member(world, pool, 'readers');
    await member(world, pool, 'writers');
    assert.deepEqual(await groupsOf(world, pool), ['readers', 'writers']);
    const { Users } = await world.run('ListUsersInGroup', { ...pool, GroupName: 'readers' });
    assert.deepEqual(
      Users?.map(({ Username }) => Username),
      ['ada'],
    );

    const leave = { ...pool, GroupName: 'readers', Username: 'ada' };
    await world.run('AdminRemoveUserFromGroup', leave);
    await world.run('AdminRemoveUserFromGroup', leave);
    assert.deepEqual(await groupsOf(world, pool), ['writers']);
    await world.run('DeleteGroup', { ...pool, GroupName: 'writers' });
    await world.run('CreateGroup', { ...pool, GroupName: 'writers' });
    assert.deepEqual(await groupsOf(world, pool), []);
    assert.equal((await world.run('AdminGetUser', { ...pool, Username: 'ada' })).Enabled, true);
  });

  // ledger: GetGroup honoured — of this pool; another pool’s group of the name is another
  test('a group of another pool is another group', async () => {
    await using world = await openWorld();
    const { pool } = await withAda(world, { groups: ['readers'] });
    const other = await withAda(world);
    await assert.rejects(member(world, other.pool, 'readers'), unknownGroup);
    await member(world, pool, 'readers');
    assert.deepEqual(await groupsOf(world, other.pool), []);
  });

  test('a token that holds a hundred groups of the longest names is good for its user', async () => {
    await using world = await openWorld();
    const { pool, clientId } = await withAda(world);
    await world.run('AdminSetUserPassword', {
      ...pool,
      Username: 'ada',
      Password: 'Correct-Horse-9!',
      Permanent: true,
    });
    for (let number = 100; number < 200; number++) {
      const GroupName = `${'\u{1F4F0}'.repeat(125)}${number}`;
      await world.run('CreateGroup', { ...pool, GroupName });
      await member(world, pool, GroupName);
    }
    const AccessToken = await accessToken(world, { poolId: pool.UserPoolId, clientId }, 'ada');
    assert.equal((await world.run('GetUser', { AccessToken })).Username, 'ada');
  });

  // ledger: ListGroups honoured — by name, sixty a page unless said otherwise
  // ledger: ListUsersInGroup honoured — each member once, by sub
  // ledger: AdminListGroupsForUser honoured — by name
  test('pages of groups and members hold each once', async () => {
    await using world = await openWorld();
    const names = Array.from({ length: 7 }, (_, at) => `g${at}`);
    const { pool } = await withAda(world, { groups: names });
    for (const name of names) {
      await member(world, pool, name);
      await world.run('AdminCreateUser', { ...pool, Username: `u-${name}`, MessageAction: 'SUPPRESS' });
      await member(world, pool, 'g0', `u-${name}`);
    }
    const all = async <T>(list: (NextToken?: string) => Promise<{ NextToken?: string; items: T[] }>) => {
      const seen: T[] = [];
      let token: string | undefined;
      do {
        const page = await list(token);
        assert.ok(page.items.length <= 3);
        seen.push(...page.items);
        token = page.NextToken;
      } while (token);
      return seen;
    };
    const paged = { ...pool, Limit: 3 };
    const groups = await all(async (NextToken) => {
      const page = await world.run('ListGroups', { ...paged, NextToken });
      return { ...page, items: page.Groups!.map(({ GroupName }) => GroupName) };
    });
    assert.deepEqual(groups, names);
    const ofAda = await all(async (NextToken) => {
      const page = await world.run('AdminListGroupsForUser', { ...paged, Username: 'ada', NextToken });
      return { ...page, items: page.Groups!.map(({ GroupName }) => GroupName) };
    });
    assert.deepEqual(ofAda, names);
    const members = await all(async (NextToken) => {
      const page = await world.run('ListUsersInGroup', { ...paged, GroupName: 'g0', NextToken });
      return { ...page, items: page.Users!.map(({ Username }) => Username!) };
    });
    assert.deepEqual(members.toSorted(), ['ada', ...names.map((name) => `u-${name}`)].toSorted());
    const { NextToken } = await world.run('ListGroups', paged);
    const foreign = world.run('ListUsersInGroup', { ...paged, GroupName: 'g0', NextToken });
    await assert.rejects(foreign, refusal('InvalidParameterException', 'Invalid pagination token given.'));
  });

  test('the claims of a token hold the groups by precedence, and the role of the best one', async () => {
    await using world = await openWorld();
    const { pool, clientId } = await withAda(world);
    await world.run('CreateGroup', { ...pool, GroupName: 'a-late' });
    await world.run('CreateGroup', { ...pool, GroupName: 'b-second', Precedence: 2, RoleArn: `${roleArn}2` });
    await world.run('CreateGroup', { ...pool, GroupName: 'c-first', Precedence: 1, RoleArn: roleArn });
    for (const name of ['a-late', 'b-second', 'c-first']) {
      await member(world, pool, name);
    }
    const password = { Password: 'Correct-Horse-9!', Permanent: true };
    await world.run('AdminSetUserPassword', { ...pool, Username: 'ada', ...password });
    const { AuthenticationResult } = await world.run('InitiateAuth', {
      ...{ ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH' },
      AuthParameters: { USERNAME: 'ada', PASSWORD: password.Password },
    });
    const claims = JSON.parse(Buffer.from(AuthenticationResult!.IdToken!.split('.')[1]!, 'base64url').toString());
    assert.deepEqual(claims['cognito:groups'], ['c-first', 'b-second', 'a-late']);
    assert.equal(claims['cognito:preferred_role'], roleArn);
  });

  for (const engine of ['sqlite', 'postgres'] as const) {
    test(`nobody gets into more than a hundred groups, also when added at once (${engine})`, async () => {
      await using world = await openWorld({ engine });
      const names = Array.from({ length: 105 }, (_, at) => `g${at}`);
      const { pool } = await withAda(world, { groups: names });
      const results = await Promise.allSettled(names.map((name) => member(world, pool, name)));
      const refused = results.filter((result) => result.status === 'rejected');
      assert.equal(refused.length, 5);
      for (const { reason } of refused) refusal('LimitExceededException')(reason);
      const [present] = await groupsOf(world, pool);
      await member(world, pool, present!);
    });
  }
});
