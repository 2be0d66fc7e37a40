import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';

const own = 'abcdefghijklmnopqrstuvwxyz0123';

async function confidential(world: World) {
  const { poolId: UserPoolId, clientId: ClientId, secret } = await world.pool({}, { GenerateSecret: true });
  return { client: { UserPoolId, ClientId }, secret };
}
const secretsOf = async (world: World, client: { UserPoolId: string; ClientId: string }) =>
  (await world.run('ListUserPoolClientSecrets', client)).ClientSecrets!;
const working = async (world: World, { ClientId }: { ClientId: string }) =>
  (await world.services.directory.client(ClientId))?.secrets.map(({ value }) => value);

suite('client secrets', () => {
  test('a generated and an own secret at once are refused', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId } = await world.pool();
    const both = { UserPoolId, ClientName: 'app', GenerateSecret: true, ClientSecret: own };
    await assert.rejects(world.run('CreateUserPoolClient', both), refusal('InvalidParameterException'));
  });

  // ledger: AddUserPoolClientSecret differs — a public client is refused, since its programs would all be locked out
  test('a public client is given no secret', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId, clientId: ClientId } = await world.pool();
    const add = world.run('AddUserPoolClientSecret', { UserPoolId, ClientId });
    await assert.rejects(add, refusal('InvalidParameterException', /public client/));
    assert.deepEqual(await working(world, { ClientId }), []);
  });

  for (const engine of ['sqlite', 'postgres'] as const) {
    test(`of three secrets that are added at the same time one is, on ${engine}`, async () => {
      await using world = await openWorld({ engine });
      const { client } = await confidential(world);
      const added = await Promise.allSettled([1, 2, 3].map(() => world.run('AddUserPoolClientSecret', client)));
      assert.equal(added.filter(({ status }) => status === 'fulfilled').length, 1);
      assert.equal((await secretsOf(world, client)).length, 2);
      const more = world.run('AddUserPoolClientSecret', client);
      await assert.rejects(more, refusal('LimitExceededException', 'Client secrets cannot exceed limit of 2 secrets.'));
    });
  }

  // ledger: DeleteUserPoolClientSecret honoured — the last one is refused
  test('the last secret is not deleted, nor one that is not there', async () => {
    await using world = await openWorld();
    const { client, secret } = await confidential(world);
    const [only] = await secretsOf(world, client);
    const last = world.run('DeleteUserPoolClientSecret', { ...client, ClientSecretId: only!.ClientSecretId! });
    await assert.rejects(last, refusal('InvalidParameterException'));
    const unknown = world.run('DeleteUserPoolClientSecret', { ...client, ClientSecretId: 'unknown' });
    await assert.rejects(unknown, refusal('ResourceNotFoundException'));
    assert.deepEqual(await working(world, client), [secret]);
  });

  // ledger: ListUserPoolClientSecrets honoured — without values; never more than a page
  test('a secret is replaced without a moment in which none works, and told once', async () => {
    await using world = await openWorld();
    const { client, secret } = await confidential(world);
    assert.match(secret!, /^[a-z0-9]{52}$/);
    assert.deepEqual(await working(world, client), [secret]);

    world.clock.advance(1_000);
    const { ClientSecretDescriptor: added } = await world.run('AddUserPoolClientSecret', client);
    assert.deepEqual(await working(world, client), [secret, added!.ClientSecretValue]);
    const [first, second] = await secretsOf(world, client);
    assert.deepEqual(Object.keys(first!), ['ClientSecretId', 'ClientSecretCreateDate']);
    assert.equal(second!.ClientSecretId, added!.ClientSecretId);
    const describe = async () => (await world.run('DescribeUserPoolClient', client)).UserPoolClient!.ClientSecret;
    assert.equal(await describe(), secret);

    await world.run('DeleteUserPoolClientSecret', { ...client, ClientSecretId: first!.ClientSecretId! });
    assert.deepEqual(await working(world, client), [added!.ClientSecretValue]);
    assert.equal(await describe(), added!.ClientSecretValue);
  });

  test('an own secret is kept as given, not told back, and not taken twice', async () => {
    await using world = await openWorld();
    const { client, secret } = await confidential(world);
    const again = world.run('AddUserPoolClientSecret', { ...client, ClientSecret: secret! });
    await assert.rejects(again, refusal('InvalidParameterException', /this secret already/));
    const { ClientSecretDescriptor } = await world.run('AddUserPoolClientSecret', { ...client, ClientSecret: own });
    assert.equal(ClientSecretDescriptor!.ClientSecretValue, undefined);
    assert.deepEqual(await working(world, client), [secret, own]);
  });
});
