import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';

const password = 'Correct-Horse-9!';
const byPassword = { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const, 'ALLOW_REFRESH_TOKEN_AUTH' as const] };
const verifiedEmail = [
  { Name: 'email', Value: 'ada@example.com' },
  { Name: 'email_verified', Value: 'true' },
];

async function withAda(world: World, settings: Parameters<World['pool']>[0] = {}) {
  const { poolId, clientId } = await world.pool(settings, byPassword);
  const ada = { UserPoolId: poolId, Username: 'ada' };
  await world.run('AdminCreateUser', { ...ada, UserAttributes: verifiedEmail, MessageAction: 'SUPPRESS' });
  await world.run('AdminSetUserPassword', { ...ada, Password: password, Permanent: true });
  return { poolId, clientId, ada };
}

const signIn = (world: World, ClientId: string, PASSWORD = password) =>
  world.run('InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ada', PASSWORD },
  });
const tokensOf = async (world: World, clientId: string) => (await signIn(world, clientId)).AuthenticationResult!;
const refresh = (world: World, ClientId: string, RefreshToken: string) =>
  world.run('GetTokensFromRefreshToken', { ClientId, RefreshToken });
const statusOf = async (world: World, ada: { UserPoolId: string; Username: string }) =>
  (await world.run('AdminGetUser', ada)).UserStatus;

suite('a user who does not exist', () => {
  test('is told about by every operation that names one', async () => {
    await using world = await openWorld();
    const { poolId } = await world.pool();
    const nobody = { UserPoolId: poolId, Username: 'nobody' };
    const calls = [
      () => world.run('AdminGetUser', nobody),
      () => world.run('AdminDeleteUser', nobody),
      () => world.run('AdminEnableUser', nobody),
      () => world.run('AdminDisableUser', nobody),
      () => world.run('AdminConfirmSignUp', nobody),
      () => world.run('AdminResetUserPassword', nobody),
      () => world.run('AdminUserGlobalSignOut', nobody),
      () => world.run('AdminSetUserPassword', { ...nobody, Password: password }),
      () => world.run('AdminUpdateUserAttributes', { ...nobody, UserAttributes: verifiedEmail }),
      () => world.run('AdminDeleteUserAttributes', { ...nobody, UserAttributeNames: ['email'] }),
      () => world.run('AdminListGroupsForUser', nobody),
    ];
    for (const call of calls) {
      await assert.rejects(call(), refusal('UserNotFoundException', 'User does not exist.'));
    }
  });
});

suite('AdminSetUserPassword', () => {
  // ledger: AdminSetUserPassword.Password honoured — held to the policy and, where the pool keeps one, the history
  test('a password that breaks the policy or was used before is refused', async () => {
    await using world = await openWorld();
    const PasswordPolicy = { MinimumLength: 8, PasswordHistorySize: 2 };
    const { clientId, ada } = await withAda(world, { Policies: { PasswordPolicy } });
    const set = (Password: string) => world.run('AdminSetUserPassword', { ...ada, Password, Permanent: true });
    await assert.rejects(set('short'), refusal('InvalidPasswordException'));
    await assert.rejects(
      set(password),
      refusal('PasswordHistoryPolicyViolationException', 'Password has previously been used'),
    );
    await set('Another-Horse-1!');
    await assert.rejects(set(password), refusal('PasswordHistoryPolicyViolationException'));
    await set('Another-Horse-2!');
    await set(password);
    assert.ok((await signIn(world, clientId)).AuthenticationResult);
  });

  test('of ten requests for the same password at once one sets it, where the pool keeps a history', async () => {
    await using world = await openWorld();
    const PasswordPolicy = { MinimumLength: 8, PasswordHistorySize: 2 };
    const { ada } = await withAda(world, { Policies: { PasswordPolicy } });
    const set = () => world.run('AdminSetUserPassword', { ...ada, Password: 'Another-Horse-1!', Permanent: true });
    const results = await Promise.allSettled(Array.from({ length: 10 }, set));
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    assert.equal(refusals.length, 9);
    const allowed = new Set(['TooManyRequestsException', 'PasswordHistoryPolicyViolationException']);
    assert.deepEqual(
      refusals.filter((code) => !allowed.has(code)),
      [],
    );
    await assert.rejects(set(), refusal('PasswordHistoryPolicyViolationException'));
  });

  // ledger: AdminSetUserPassword.Permanent honoured — false makes the password temporary, as leaving it out does
  test('a temporary password has to be replaced, and expires', async () => {
    await using world = await openWorld();
    const { clientId, ada } = await withAda(world);
    await world.run('AdminSetUserPassword', { ...ada, Password: 'Temporary-1!' });
    assert.equal(await statusOf(world, ada), 'FORCE_CHANGE_PASSWORD');
    assert.equal((await signIn(world, clientId, 'Temporary-1!')).ChallengeName, 'NEW_PASSWORD_REQUIRED');
    await assert.rejects(signIn(world, clientId), refusal('NotAuthorizedException', 'Incorrect username or password.'));
    world.clock.advance(7 * 86_400_000);
    await assert.rejects(signIn(world, clientId, 'Temporary-1!'), refusal('NotAuthorizedException', /expired/));

    await world.run('AdminSetUserPassword', { ...ada, Password: password, Permanent: true });
    assert.equal(await statusOf(world, ada), 'CONFIRMED');
    assert.ok((await signIn(world, clientId)).AuthenticationResult);
  });

  // ledger: AdminSetUserPassword honoured — sessions go on, as on AWS; AdminUserGlobalSignOut ends them
  test('confirms a user who signed up, ends a lock-out and voids a reset code, but not sessions', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await world.pool({ AutoVerifiedAttributes: ['email'] }, byPassword);
    await world.run('SignUp', {
      ...{ ClientId: clientId, Username: 'ada', Password: password },
      UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
    });
    const signUpCode = await world.codeFor('ada');
    const ada = { UserPoolId: poolId, Username: 'ada' };
    await world.run('AdminSetUserPassword', { ...ada, Password: password, Permanent: true });
    assert.equal(await statusOf(world, ada), 'CONFIRMED');
    await assert.rejects(
      world.run('ConfirmSignUp', { ClientId: clientId, Username: 'ada', ConfirmationCode: signUpCode }),
      refusal('NotAuthorizedException'),
    );
    await world.run('AdminUpdateUserAttributes', { ...ada, UserAttributes: verifiedEmail });
    await world.run('ForgotPassword', { ClientId: clientId, Username: 'ada' });
    const resetCode = await world.codeFor('ada');
    const { RefreshToken } = await tokensOf(world, clientId);
    for (let wrong = 0; wrong < 7; wrong++) {
      await assert.rejects(signIn(world, clientId, 'Wrong-Horse-9!'), refusal('NotAuthorizedException'));
    }
    await assert.rejects(signIn(world, clientId), refusal('NotAuthorizedException', 'Password attempts exceeded'));

    await world.run('AdminSetUserPassword', { ...ada, Password: 'Another-Horse-1!', Permanent: true });
    assert.ok((await signIn(world, clientId, 'Another-Horse-1!')).AuthenticationResult);
    const confirm = { ClientId: clientId, Username: 'ada', ConfirmationCode: resetCode, Password: 'Third-Horse-1!' };
    await assert.rejects(world.run('ConfirmForgotPassword', confirm), refusal('ExpiredCodeException'));
    assert.ok((await refresh(world, clientId, RefreshToken!)).AuthenticationResult);
  });
});

suite('AdminConfirmSignUp', () => {
  // ledger: AdminConfirmSignUp honoured — confirms without a code; verifies no address
  test('confirms an unconfirmed user once, and voids the code', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await world.pool({ AutoVerifiedAttributes: ['email'] }, byPassword);
    await world.run('SignUp', {
      ...{ ClientId: clientId, Username: 'ada', Password: password },
      UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
    });
    await assert.rejects(signIn(world, clientId), refusal('UserNotConfirmedException'));
    const ada = { UserPoolId: poolId, Username: 'ada' };
    await world.run('AdminConfirmSignUp', ada);
    assert.ok((await signIn(world, clientId)).AuthenticationResult);
    const { UserAttributes } = await world.run('AdminGetUser', ada);
    assert.equal(UserAttributes?.find(({ Name }) => Name === 'email_verified')?.Value, 'false');
    const message = 'User cannot be confirmed. Current status is CONFIRMED';
    await assert.rejects(world.run('AdminConfirmSignUp', ada), refusal('NotAuthorizedException', message));
  });
});

suite('AdminDisableUser and AdminEnableUser', () => {
  // ledger: AdminDisableUser honoured — blocks sign-in and revokes every token
  // ledger: AdminEnableUser honoured — tokens that were revoked stay so
  test('a disabled user cannot sign in and its tokens are void; enabled again, only new ones work', async () => {
    await using world = await openWorld();
    const { clientId, ada } = await withAda(world);
    const { AccessToken, RefreshToken } = await tokensOf(world, clientId);
    await world.run('GetUser', { AccessToken: AccessToken! });
    world.clock.advance(1_000);
    await world.run('AdminDisableUser', ada);
    assert.equal((await world.run('AdminGetUser', ada)).Enabled, false);
    await assert.rejects(signIn(world, clientId), refusal('NotAuthorizedException', 'User is disabled.'));
    await assert.rejects(world.run('GetUser', { AccessToken: AccessToken! }), refusal('NotAuthorizedException'));
    await assert.rejects(refresh(world, clientId, RefreshToken!), refusal('NotAuthorizedException'));

    world.clock.advance(1_000);
    await world.run('AdminEnableUser', ada);
    await assert.rejects(world.run('GetUser', { AccessToken: AccessToken! }), refusal('NotAuthorizedException'));
    await assert.rejects(refresh(world, clientId, RefreshToken!), refusal('NotAuthorizedException'));
    const renewed = await tokensOf(world, clientId);
    await world.run('GetUser', { AccessToken: renewed.AccessToken! });
  });
});

suite('AdminUserGlobalSignOut', () => {
  // ledger: AdminUserGlobalSignOut honoured — the user can sign in again at once
  test('revokes the tokens of every session, and lets the user sign in again', async () => {
    await using world = await openWorld();
    const { clientId, ada } = await withAda(world);
    const sessions = [await tokensOf(world, clientId), await tokensOf(world, clientId)];
    await world.run('AdminUserGlobalSignOut', ada);
    for (const { AccessToken, RefreshToken } of sessions) {
      const revoked = refusal('NotAuthorizedException', 'Access Token has been revoked');
      await assert.rejects(world.run('GetUser', { AccessToken: AccessToken! }), revoked);
      await assert.rejects(refresh(world, clientId, RefreshToken!), refusal('NotAuthorizedException'));
    }
    assert.ok(await tokensOf(world, clientId));
  });
});

suite('AdminResetUserPassword', () => {
  // ledger: AdminResetUserPassword honoured — a code goes to a verified contact in the pool's order; sessions end
  test('is refused without a verified contact, where only administrators reset, and before a first password', async () => {
    await using world = await openWorld();
    const { ada } = await withAda(world);
    const unverify = [{ Name: 'email_verified', Value: 'false' }];
    await world.run('AdminUpdateUserAttributes', { ...ada, UserAttributes: unverify });
    const reset = () => world.run('AdminResetUserPassword', ada);
    await assert.rejects(
      reset(),
      refusal('InvalidParameterException', /no registered\/verified email or phone_number$/),
    );
    assert.equal(await statusOf(world, ada), 'CONFIRMED');
    await world.run('AdminSetUserPassword', { ...ada, Password: 'Temporary-1!' });
    const state = refusal('NotAuthorizedException', 'User password cannot be reset in the current state.');
    await assert.rejects(reset(), state);

    const byAdministrator = { RecoveryMechanisms: [{ Name: 'admin_only' as const, Priority: 1 }] };
    const other = await withAda(world, { AccountRecoverySetting: byAdministrator });
    const refused = refusal('NotAuthorizedException', 'Contact administrator to reset password.');
    await assert.rejects(world.run('AdminResetUserPassword', other.ada), refused);
    assert.equal((await world.outbox()).length, 0);
  });

  test('ends sessions and the old password, and sends a code that sets a new one', async () => {
    await using world = await openWorld();
    const { clientId, ada } = await withAda(world);
    const { AccessToken } = await tokensOf(world, clientId);
    await world.run('AdminResetUserPassword', ada);
    assert.equal(await statusOf(world, ada), 'RESET_REQUIRED');
    assert.equal((await world.outbox()).length, 1);
    await assert.rejects(signIn(world, clientId), refusal('PasswordResetRequiredException'));
    await assert.rejects(world.run('GetUser', { AccessToken: AccessToken! }), refusal('NotAuthorizedException'));
    await world.run('ConfirmForgotPassword', {
      ...{ ClientId: clientId, Username: 'ada', Password: 'Another-Horse-1!' },
      ConfirmationCode: await world.codeFor('ada'),
    });
    assert.equal(await statusOf(world, ada), 'CONFIRMED');
    assert.ok((await signIn(world, clientId, 'Another-Horse-1!')).AuthenticationResult);
  });
});

suite('AdminDeleteUser', () => {
  // ledger: AdminDeleteUser honoured — whether enabled or not, with sessions, codes and memberships; the name is free again
  test('deletes an enabled user with its sessions, and its name is free again', async () => {
    await using world = await openWorld();
    const { clientId, ada } = await withAda(world, { AliasAttributes: ['email'] });
    const { AccessToken } = await tokensOf(world, clientId);
    const before = await world.run('AdminGetUser', ada);
    await world.run('AdminDeleteUser', { ...ada, Username: 'ada@example.com' });
    await assert.rejects(world.run('AdminGetUser', ada), refusal('UserNotFoundException'));
    await assert.rejects(world.run('AdminDeleteUser', ada), refusal('UserNotFoundException'));
    await assert.rejects(world.run('GetUser', { AccessToken: AccessToken! }));
    await world.run('AdminCreateUser', { ...ada, UserAttributes: verifiedEmail, MessageAction: 'SUPPRESS' });
    const after = await world.run('AdminGetUser', { ...ada, Username: 'ada@example.com' });
    assert.notEqual(after.UserAttributes?.[0]?.Value, before.UserAttributes?.[0]?.Value);
  });
});

suite('provider records', () => {
  // ledger: AdminLinkProviderForUser refused — until pools can have identity providers, every provider is one that does not exist
  test('no account of a provider can be linked while there are none', async () => {
    await using world = await openWorld();
    const { poolId } = await withAda(world);
    const link = (value?: string, provider: string | undefined = 'Google') =>
      world.run('AdminLinkProviderForUser', {
        UserPoolId: poolId,
        DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: value },
        SourceUser: { ProviderName: provider, ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: '1' },
      });
    await assert.rejects(link(), refusal('InvalidParameterException'));
    await assert.rejects(link('nobody'), refusal('UserNotFoundException'));
    const unknown = `The provider Google does not exist for User Pool ${poolId}.`;
    await assert.rejects(link('ada'), refusal('InvalidParameterException', unknown));
  });

  // ledger: AdminDisableProviderForUser refused — a provider has to exist first; Cognito itself is refused rather than half honoured
  test('no way of signing in can be taken from a user who has only one', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await withAda(world);
    const disable = (ProviderName: string, ProviderAttributeValue: string) =>
      world.run('AdminDisableProviderForUser', {
        UserPoolId: poolId,
        User: { ProviderName, ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue },
      });
    await assert.rejects(
      disable('Google', '1'),
      refusal('InvalidParameterException', /provider Google does not exist/),
    );
    await assert.rejects(disable('Cognito', 'nobody'), refusal('UserNotFoundException'));
    await assert.rejects(
      disable('Cognito', 'ada'),
      refusal('InvalidParameterException', /refused rather than ignored/),
    );
    assert.ok((await signIn(world, clientId)).AuthenticationResult);
  });
});
