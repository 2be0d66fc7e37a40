import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const poolsIn = async (world: World) => (await world.run('ListUserPools', { MaxResults: 60 })).UserPools!.length;

suite('CreateUserPool', () => {
  // ledger: CreateUserPool.LambdaConfig refused — any trigger, until triggers are built; an empty one is accepted
  // ledger: CreateUserPool.MfaConfiguration refused — ON and OPTIONAL, until second factors are built; OFF is accepted
  // ledger: CreateUserPool.DeviceConfiguration refused — its presence switches device tracking on, which isn't built yet
  // ledger: CreateUserPool.UserPoolAddOns refused — AUDIT and ENFORCED threat protection; OFF is accepted
  // ledger: CreateUserPool.Policies.SignInPolicy refused — every first factor but PASSWORD, until those are built
  // ledger: CreateUserPool.DcrConfiguration refused — dynamic client registration isn't built yet; Disabled is accepted
  // ledger: CreateUserPool.AcrConfiguration refused — no token carries an acr yet
  // ledger: CreateUserPool.KeyConfiguration refused — the server's master key seals every pool; AWS_OWNED_KEY is accepted
  // ledger: CreateUserPool.IssuerConfiguration refused — the server's settings decide the issuer; ORIGINAL is accepted
  // ledger: CreateUserPool.EmailConfiguration.ConfigurationSet refused — it names a set of Amazon SES
  // ledger: CreateUserPool.SmsConfiguration.EumsSms refused — text messages go through the server's sender
  test('a setting that is not built is refused by its name, and no pool is made', async () => {
    await using world = await openWorld();
    const settings = [
      { LambdaConfig: { PreSignUp: arn } },
      { MfaConfiguration: 'OPTIONAL' },
      { DeviceConfiguration: {} },
      { UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } },
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } },
      { DcrConfiguration: { OpenDcrEnabled: true } },
      { AcrConfiguration: { Level1: { AcrValue: 'low' } } },
      { KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY' } },
      { IssuerConfiguration: { Type: 'UPDATED' } },
      { EmailConfiguration: { ConfigurationSet: 'news' } },
      { SmsConfiguration: { SnsCallerArn: arn, EumsSms: { CallerArn: arn } } },
    ] as const;
    for (const setting of settings) {
      const create = world.pool(setting as object);
      await assert.rejects(
        create,
        refusal('InvalidParameterException', new RegExp(`^${Object.keys(setting)[0]}|^SignIn`)),
      );
    }
    assert.equal(await poolsIn(world), 0);
  });

  // ledger: CreateUserPool.UserPoolTier honoured — LITE refuses what Essentials brought; ESSENTIALS and PLUS differ only in what isn't built yet
  test('a feature beyond the tier is refused', async () => {
    await using world = await openWorld();
    const Policies = { PasswordPolicy: { PasswordHistorySize: 3 } };
    const create = world.pool({ UserPoolTier: 'LITE', Policies });
    await assert.rejects(create, refusal('FeatureUnavailableInTierException', /Password history/));
    assert.equal(await poolsIn(world), 0);
  });

  test('a client may not use what the tier lacks, nor a pool leave a tier that its clients use', async () => {
    await using world = await openWorld();
    const { poolId: UserPoolId, clientId: ClientId } = await world.pool({ UserPoolTier: 'LITE' });
    const client = { UserPoolId, ClientId, ExplicitAuthFlows: ['ALLOW_USER_AUTH' as const] };
    const beyond = refusal('FeatureUnavailableInTierException', 'ALLOW_USER_AUTH is not available in tier LITE.');
    await assert.rejects(world.run('CreateUserPoolClient', { ...client, ClientName: 'b' }), beyond);
    await assert.rejects(world.run('UpdateUserPoolClient', client), beyond);

    await world.run('UpdateUserPool', { UserPoolId });
    await world.run('UpdateUserPoolClient', client);
    const lower = () => world.run('UpdateUserPool', { UserPoolId, UserPoolTier: 'LITE' });
    await assert.rejects(lower(), refusal('TierChangeNotAllowedException', new RegExp(`^App client ${ClientId} uses`)));
    await world.run('UpdateUserPoolClient', { UserPoolId, ClientId });
    await lower();
  });

  test('the 1,001st pool of a region is refused, and the first of another is not', async () => {
    await using world = await openWorld();
    const { poolId } = await world.pool();
    const pool = await world.store.pools.find(poolId);
    await world.store.write(async (stores) => {
      for (let i = 1; i < 1_000; i++) await stores.pools.insert({ ...pool!, id: `us-east-1_${i}` });
    });
    await assert.rejects(world.run('CreateUserPool', { PoolName: 'one-more' }), refusal('LimitExceededException'));
    assert.equal(await world.store.pools.count('us-east-1'), 1_000);
    await world.run('CreateUserPool', { PoolName: 'elsewhere' }, { region: 'eu-west-1' });
  });

  // ledger: CreateUserPool.UserPoolTags honoured — fifty at most, none with the reserved prefix
  test('tags that AWS reserves are refused', async () => {
    await using world = await openWorld();
    await assert.rejects(world.pool({ UserPoolTags: { 'aws:cost': 'x' } }), refusal('UserPoolTaggingException'));
    assert.equal(await poolsIn(world), 0);
  });

  // ledger: CreateUserPool.AccountRecoverySetting honoured — without it, a code goes by text message before mail, as on AWS
  // ledger: CreateUserPool.UsernameConfiguration honoured — without it, names heed case, and DescribeUserPool doesn't show it
  // ledger: CreateUserPool.SmsConfiguration differs — kept and shown; text messages go through the server's sender, so the role names nothing
  // ledger: CreateUserPool.SmsAuthenticationMessage differs — kept and shown; no text message asks for a second factor yet
  test('a new pool shows the defaults of AWS, the whole schema and no users', async () => {
    await using world = await openWorld();
    const { UserPool } = await world.run('CreateUserPool', { PoolName: 'readers' });
    assert.match(UserPool!.Id!, /^us-east-1_[A-Za-z0-9]{9}$/);
    assert.equal(UserPool!.Arn, `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPool!.Id}`);
    assert.deepEqual(UserPool!.CreationDate, new Date(world.clock.now()));
    const { SchemaAttributes, CreationDate, LastModifiedDate, Id, Arn, ...rest } = UserPool!;
    assert.equal(SchemaAttributes?.length, 21);
    assert.deepEqual(JSON.parse(JSON.stringify(rest)), {
      Name: 'readers',
      EstimatedNumberOfUsers: 0,
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireUppercase: true,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 7,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] },
      },
      DeletionProtection: 'INACTIVE',
      LambdaConfig: {},
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] },
      MfaConfiguration: 'OFF',
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
      UserPoolTier: 'ESSENTIALS',
    });
    const described = await world.run('DescribeUserPool', { UserPoolId: Id! });
    assert.deepEqual(JSON.parse(JSON.stringify(described.UserPool)), JSON.parse(JSON.stringify(UserPool)));
    assert.equal((await world.services.signingKeys.jwks(Id!)).length, 2);
  });
});
