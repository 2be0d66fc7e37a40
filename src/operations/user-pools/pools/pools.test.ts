import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';

const described = async (world: World, UserPoolId: string) =>
  (await world.run('DescribeUserPool', { UserPoolId })).UserPool!;
const nowhere = 'us-east-1_Nowhere00';

suite('user pools', () => {
  test('a pool that is not there, or in another region, is told by every operation that names one', async () => {
    await using world = await openWorld();
    const { poolId } = await world.pool();
    const CustomAttributes = [{ Name: 'tier', AttributeDataType: 'String' as const }];
    for (const [UserPoolId, region] of [
      [nowhere, 'us-east-1'],
      [poolId, 'eu-west-1'],
    ] as const) {
      const unknown = refusal('ResourceNotFoundException', `User pool ${UserPoolId} does not exist.`);
      const call = { region };
      await assert.rejects(world.run('DescribeUserPool', { UserPoolId }, call), unknown);
      await assert.rejects(world.run('UpdateUserPool', { UserPoolId }, call), unknown);
      await assert.rejects(world.run('DeleteUserPool', { UserPoolId }, call), unknown);
      await assert.rejects(world.run('AddCustomAttributes', { UserPoolId, CustomAttributes }, call), unknown);
      await assert.rejects(world.run('GetUserPoolMfaConfig', { UserPoolId }, call), unknown);
      await assert.rejects(world.run('SetUserPoolMfaConfig', { UserPoolId }, call), unknown);
      await assert.rejects(world.run('CreateUserPoolClient', { UserPoolId, ClientName: 'app' }, call), unknown);
      await assert.rejects(world.run('ListUserPoolClients', { UserPoolId }, call), unknown);
    }
  });

  // ledger: DeleteUserPool honoured — deletion protection included
  test('a protected pool is not deleted until its protection is lifted', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId, clientId } = await world.pool({ DeletionProtection: 'ACTIVE' });
    await assert.rejects(
      world.run('DeleteUserPool', { UserPoolId }),
      refusal('InvalidParameterException', /deletion protection is activated/),
    );
    assert.equal((await described(world, UserPoolId)).DeletionProtection, 'ACTIVE');

    await world.run('UpdateUserPool', { UserPoolId, DeletionProtection: 'INACTIVE' });
    await world.run('DeleteUserPool', { UserPoolId });
    await assert.rejects(world.run('DescribeUserPool', { UserPoolId }), refusal('ResourceNotFoundException'));
    assert.equal(await world.services.directory.client(clientId), undefined);
    assert.deepEqual(await world.services.signingKeys.jwks(UserPoolId), []);
  });

  // ledger: AddCustomAttributes honoured — none is ever taken away; refused while users are imported
  test('while users are imported a pool is neither changed nor deleted', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId } = await world.pool({ AutoVerifiedAttributes: ['email'] });
    const CloudWatchLogsRoleArn = 'arn:aws:iam::000000000000:role/import';
    const { UserImportJob } = await world.run('CreateUserImportJob', {
      UserPoolId,
      JobName: 'readers',
      CloudWatchLogsRoleArn,
    });
    await world.store.importJobs.change(UserPoolId, UserImportJob!.JobId!, (job) => ({ ...job, status: 'InProgress' }));

    const busy = refusal('UserImportInProgressException');
    const CustomAttributes = [{ Name: 'tier', AttributeDataType: 'String' as const }];
    await assert.rejects(world.run('UpdateUserPool', { UserPoolId }), busy);
    await assert.rejects(world.run('DeleteUserPool', { UserPoolId }), busy);
    await assert.rejects(world.run('AddCustomAttributes', { UserPoolId, CustomAttributes }), busy);
  });

  // ledger: UpdateUserPool honoured — what is left out returns to its default; name, tags and DcrConfiguration stay
  // ledger: UpdateUserPool.UserPoolTags honoured — replaces all tags; left out, they stay, as Terraform relies on
  test('an update returns what it leaves out to its default, but neither name, tags nor what can not change', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId } = await world.pool({
      PoolName: 'readers',
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ['email'],
      Policies: { PasswordPolicy: { MinimumLength: 20, PasswordHistorySize: 2 } },
      Schema: [{ Name: 'tier', AttributeDataType: 'String' }],
      DcrConfiguration: { EnableStatus: 'Disabled' },
      EmailVerificationSubject: 'Welcome',
      UserPoolTags: { stage: 'test' },
    });
    const before = await described(world, UserPoolId);
    world.clock.advance(1_000);
    await world.run('UpdateUserPool', { UserPoolId, AutoVerifiedAttributes: ['email', 'phone_number'] });

    const after = await described(world, UserPoolId);
    assert.deepEqual(after.AutoVerifiedAttributes, ['email', 'phone_number']);
    assert.equal(after.Policies?.PasswordPolicy?.MinimumLength, 8);
    assert.equal(after.Policies?.PasswordPolicy?.PasswordHistorySize, undefined);
    assert.equal(after.EmailVerificationSubject, undefined);
    assert.deepEqual(after.UserPoolTags, { stage: 'test' });
    assert.deepEqual(
      [
        after.Name,
        after.UsernameAttributes,
        after.UsernameConfiguration,
        after.DcrConfiguration,
        after.SchemaAttributes,
      ],
      ['readers', ['email'], { CaseSensitive: false }, { EnableStatus: 'Disabled' }, before.SchemaAttributes],
    );
    assert.deepEqual(after.CreationDate, before.CreationDate);
    assert.equal(Number(after.LastModifiedDate) - Number(before.LastModifiedDate), 1_000);
  });

  test('an update with tags replaces all of them, and an empty map takes them away', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId } = await world.pool({ UserPoolTags: { stage: 'test', team: 'news' } });
    await world.run('UpdateUserPool', { UserPoolId, UserPoolTags: { stage: 'live' } });
    assert.deepEqual((await described(world, UserPoolId)).UserPoolTags, { stage: 'live' });
    await world.run('UpdateUserPool', { UserPoolId, UserPoolTags: {} });
    assert.equal((await described(world, UserPoolId)).UserPoolTags, undefined);
  });

  test('an update counts at once for everyone who asks the directory', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId } = await world.pool();
    assert.equal((await world.services.directory.pool(UserPoolId))?.passwordPolicy.minimumLength, 8);
    await world.run('UpdateUserPool', {
      UserPoolId,
      PoolName: 'news',
      Policies: { PasswordPolicy: { MinimumLength: 14 } },
    });
    assert.equal((await world.services.directory.pool(UserPoolId))?.passwordPolicy.minimumLength, 14);
    assert.equal((await described(world, UserPoolId)).Name, 'news');
  });

  test('an update to what is not allowed changes nothing', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId } = await world.pool();
    const before = await described(world, UserPoolId);
    await assert.rejects(
      world.run('UpdateUserPool', { UserPoolId, PoolName: 'other', MfaConfiguration: 'ON' }),
      refusal('InvalidParameterException', /MfaConfiguration ON/),
    );
    assert.deepEqual(await described(world, UserPoolId), before);
  });

  test('what DescribeUserPool shows can be sent back as an update that changes nothing', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId } = await world.pool({
      AdminCreateUserConfig: { UnusedAccountValidityDays: 3, AllowAdminCreateUserOnly: true },
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK', EmailMessageByLink: 'Open {##this##}.' },
    });
    const before = await described(world, UserPoolId);
    await world.run('UpdateUserPool', { ...before, UserPoolId });
    assert.deepEqual(await described(world, UserPoolId), {
      ...before,
      LastModifiedDate: new Date(world.clock.now() + 1),
    });
  });

  for (const engine of ['sqlite', 'postgres'] as const) {
    test(`custom attributes that are added at the same time are all there, on ${engine}`, async () => {
      await using world = await openWorld({ engine });
      const { poolId: UserPoolId } = await world.pool();
      const names = ['one', 'two', 'three', 'four'];
      const add = (Name: string) =>
        world.run('AddCustomAttributes', { UserPoolId, CustomAttributes: [{ Name, AttributeDataType: 'String' }] });
      await Promise.all(names.map(add));
      const { SchemaAttributes } = await described(world, UserPoolId);
      const added = SchemaAttributes!.slice(21).map(({ Name }) => Name);
      assert.deepEqual(added.toSorted(), names.map((name) => `custom:${name}`).toSorted());
      await assert.rejects(
        add('one'),
        refusal('InvalidParameterException', /Existing attribute already has name custom:one/),
      );
    });
  }

  // ledger: DescribeUserPool honoured — every setting, chosen or default; EstimatedNumberOfUsers is exact
  test('users are counted', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId } = await world.pool();
    for (const Username of ['ada', 'grace']) {
      await world.run('AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' });
    }
    assert.equal((await described(world, UserPoolId)).EstimatedNumberOfUsers, 2);
  });

  // ledger: ListUserPools honoured — in the order of their ids; a token continues only the list of its region
  test('a list shows every pool of the region once, page after page, and none of another region', async () => {
    await using world = await openWorld();
    const made = await Promise.all([1, 2, 3, 4, 5].map(() => world.pool()));
    const elsewhere = { region: 'eu-west-1' };
    await world.run('CreateUserPool', { PoolName: 'elsewhere' }, elsewhere);

    const listed: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await world.run('ListUserPools', { MaxResults: 2, NextToken });
      listed.push(...page.UserPools!.map(({ Id }) => Id!));
      ({ NextToken } = page);
      if (NextToken) {
        const other = world.run('ListUserPools', { MaxResults: 2, NextToken }, elsewhere);
        await assert.rejects(other, refusal('InvalidParameterException', 'Invalid pagination token given.'));
      }
    } while (NextToken);
    assert.deepEqual(listed, made.map(({ poolId }) => poolId).toSorted());
    assert.equal((await world.run('ListUserPools', { MaxResults: 60 }, elsewhere)).UserPools?.length, 1);
  });

  // ledger: GetUserPoolMfaConfig honoured — always OFF, since a pool that asks for a second factor is refused
  test('second factors are off and stay off', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId } = await world.pool();
    const setUp = { UserPoolId, MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } } as const;
    await assert.rejects(
      world.run('SetUserPoolMfaConfig', setUp),
      refusal('InvalidParameterException', /MfaConfiguration ON/),
    );
    const off = await world.run('SetUserPoolMfaConfig', { UserPoolId, MfaConfiguration: 'OFF' });
    assert.deepEqual(off, { MfaConfiguration: 'OFF' });
    assert.deepEqual(await world.run('GetUserPoolMfaConfig', { UserPoolId }), off);
  });
});
