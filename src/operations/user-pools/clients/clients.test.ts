import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';

const clientsIn = async (world: World, UserPoolId: string) =>
  (await world.run('ListUserPoolClients', { UserPoolId })).UserPoolClients!;

suite('app clients', () => {
  test('a client that is not there, or is of another pool, is told by every operation that names one', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId } = await world.pool();
    const other = await world.pool();
    for (const ClientId of ['nowhere', other.clientId]) {
      const unknown = refusal('ResourceNotFoundException', `User pool client ${ClientId} does not exist.`);
      const client = { UserPoolId, ClientId };
      await assert.rejects(world.run('DescribeUserPoolClient', client), unknown);
      await assert.rejects(world.run('UpdateUserPoolClient', client), unknown);
      await assert.rejects(world.run('DeleteUserPoolClient', client), unknown);
      await assert.rejects(world.run('AddUserPoolClientSecret', client), unknown);
      await assert.rejects(world.run('ListUserPoolClientSecrets', client), unknown);
      await assert.rejects(world.run('DeleteUserPoolClientSecret', { ...client, ClientSecretId: 'x' }), unknown);
    }
    assert.equal((await clientsIn(world, other.poolId)).length, 1);
  });

  test('settings that break a rule are refused, and no client is made or changed', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId, clientId: ClientId } = await world.pool();
    const before = await world.run('DescribeUserPoolClient', { UserPoolId, ClientId });
    const broken = [
      ['InvalidParameterException', { CallbackURLs: ['http://example.com'] }],
      ['InvalidParameterException', { WriteAttributes: ['custom:none'] }],
      ['InvalidOAuthFlowException', { AllowedOAuthFlows: ['client_credentials'] }],
      ['ScopeDoesNotExistException', { AllowedOAuthScopes: ['articles/read'] }],
    ] as const;
    for (const [code, settings] of broken) {
      const given = structuredClone(settings) as object;
      await assert.rejects(world.run('CreateUserPoolClient', { UserPoolId, ClientName: 'b', ...given }), refusal(code));
      await assert.rejects(world.run('UpdateUserPoolClient', { UserPoolId, ClientId, ...given }), refusal(code));
    }
    assert.equal((await clientsIn(world, UserPoolId)).length, 1);
    assert.deepEqual(await world.run('DescribeUserPoolClient', { UserPoolId, ClientId }), before);
  });

  test('the 1,001st client of a pool is refused', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId, clientId } = await world.pool();
    const client = await world.store.clients.find(clientId);
    await world.store.write(async (stores) => {
      for (let i = 1; i < 1_000; i++) await stores.clients.insert({ ...client!, id: `client${i}` });
    });
    const create = world.run('CreateUserPoolClient', { UserPoolId, ClientName: 'one-more' });
    await assert.rejects(create, refusal('LimitExceededException'));
    assert.equal(await world.store.clients.count(UserPoolId), 1_000);
  });

  // ledger: CreateUserPoolClient.AllowedOAuthFlows differs — validated, kept and shown; the endpoints come with hosted login
  // ledger: CreateUserPoolClient.CallbackURLs differs — validated, kept and shown; the endpoints come with hosted login
  // ledger: CreateUserPoolClient.LogoutURLs differs — validated, kept and shown; the endpoints come with hosted login
  // ledger: CreateUserPoolClient.DefaultRedirectURI differs — validated, kept and shown; the endpoints come with hosted login
  // ledger: CreateUserPoolClient.AllowedOAuthFlowsUserPoolClient differs — validated, kept and shown; the endpoints come with hosted login
  // ledger: CreateUserPoolClient.SupportedIdentityProviders differs — COGNITO is the only provider until federation is built
  // ledger: CreateUserPoolClient.EnablePropagateAdditionalUserContextData differs — kept and shown; without threat protection it changes nothing, as on AWS
  // ledger: DescribeUserPoolClient honoured — every setting that was chosen, and the defaults that AWS shows
  test('a client shows what it was created with, beside the defaults of AWS', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId } = await world.pool();
    const settings = {
      CallbackURLs: ['https://news.example/callback'],
      LogoutURLs: ['https://news.example/'],
      DefaultRedirectURI: 'https://news.example/callback',
      AllowedOAuthFlows: ['code' as const],
      AllowedOAuthScopes: ['openid', 'email'],
      AllowedOAuthFlowsUserPoolClient: true,
      SupportedIdentityProviders: ['COGNITO'],
      PreventUserExistenceErrors: 'ENABLED' as const,
      ReadAttributes: ['email'],
      AccessTokenValidity: 10,
      TokenValidityUnits: { AccessToken: 'minutes' as const },
    };
    const { UserPoolClient } = await world.run('CreateUserPoolClient', { UserPoolId, ClientName: 'web', ...settings });
    const { ClientId = '', CreationDate, LastModifiedDate, ...shown } = UserPoolClient!;
    assert.match(ClientId, /^[a-z0-9]{26}$/);
    assert.deepEqual(JSON.parse(JSON.stringify(shown)), {
      UserPoolId,
      ClientName: 'web',
      ...settings,
      RefreshTokenValidity: 30,
      EnableTokenRevocation: true,
      EnablePropagateAdditionalUserContextData: false,
      AuthSessionValidity: 3,
    });
    const again = await world.run('DescribeUserPoolClient', { UserPoolId, ClientId });
    assert.deepEqual(JSON.parse(JSON.stringify(again.UserPoolClient)), JSON.parse(JSON.stringify(UserPoolClient)));
  });

  // ledger: UpdateUserPoolClient honoured — what is left out returns to its default; name and secrets stay
  test('an update returns what it leaves out to its default and counts at once', async () => {
    await using world = await openWorld();
    const {
      poolId: UserPoolId,
      clientId,
      secret,
    } = await world.pool(
      {},
      {
        GenerateSecret: true,
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
        AuthSessionValidity: 15,
        ReadAttributes: ['email'],
      },
    );
    assert.equal((await world.services.directory.client(clientId))?.flows.has('ALLOW_USER_SRP_AUTH'), false);
    const { UserPoolClient } = await world.run('UpdateUserPoolClient', {
      UserPoolId,
      ClientId: clientId,
      AccessTokenValidity: 2,
    });
    assert.equal(UserPoolClient!.AuthSessionValidity, 3);
    assert.equal(UserPoolClient!.ExplicitAuthFlows, undefined);
    assert.equal(UserPoolClient!.ReadAttributes, undefined);
    assert.equal(UserPoolClient!.ClientName, 'app');
    assert.equal(UserPoolClient!.ClientSecret, secret);
    const client = await world.services.directory.client(clientId);
    assert.equal(client?.flows.has('ALLOW_USER_SRP_AUTH'), true);
    assert.equal(client?.lifetimes.access, 7_200_000);
  });

  // ledger: DeleteUserPoolClient honoured — its tokens are worth nothing from then on
  test('a deleted client is gone at once', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId, clientId: ClientId } = await world.pool();
    assert.ok(await world.services.directory.client(ClientId));
    await world.run('DeleteUserPoolClient', { UserPoolId, ClientId });
    assert.equal(await world.services.directory.client(ClientId), undefined);
    await assert.rejects(
      world.run('DeleteUserPoolClient', { UserPoolId, ClientId }),
      refusal('ResourceNotFoundException'),
    );
  });

  // ledger: ListUserPoolClients honoured — sixty a page unless said otherwise; none registered itself, so DCR lists none
  test('a list shows every client of the pool once, page after page', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId, clientId } = await world.pool();
    const made = [clientId];
    for (const ClientName of ['b', 'c']) {
      made.push((await world.run('CreateUserPoolClient', { UserPoolId, ClientName })).UserPoolClient!.ClientId!);
    }
    const first = await world.run('ListUserPoolClients', { UserPoolId, MaxResults: 2 });
    const { NextToken } = first;
    const second = await world.run('ListUserPoolClients', { UserPoolId, MaxResults: 2, NextToken });
    assert.equal(second.NextToken, undefined);
    const listed = [...first.UserPoolClients!, ...second.UserPoolClients!].map(({ ClientId }) => ClientId);
    assert.deepEqual(listed, made.toSorted());
    assert.deepEqual((await world.run('ListUserPoolClients', { UserPoolId, ClientType: 'DCR' })).UserPoolClients, []);

    const other = await world.pool();
    const elsewhere = world.run('ListUserPoolClients', { UserPoolId: other.poolId, NextToken });
    await assert.rejects(elsewhere, refusal('InvalidParameterException', 'Invalid pagination token given.'));
  });
});
