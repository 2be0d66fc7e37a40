import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Amplify } from 'aws-amplify';
import {
  autoSignIn,
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  deleteUser,
  deleteUserAttributes,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  resendSignUpCode,
  resetPassword,
  sendUserAttributeVerificationCode,
  signIn,
  signOut,
  signUp,
  updatePassword,
  updateUserAttribute,
  updateUserAttributes,
} from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { runningServer, type RunningServer } from '../support/running-server.ts';

/*
 * Amplify keeps one configuration for the whole process, so these tests run one after the other, each on a pool of its
 * own. It is told the pool, the client and the address of the server: what an app would change, and nothing else.
 */
const password = 'Correct-Horse-9!';
const newPassword = 'Even-Better-7?';

const kept = new Map<string, string>();
cognitoUserPoolsTokenProvider.setKeyValueStorage({
  getItem: async (key: string) => kept.get(key) ?? null,
  setItem: async (key: string, value: string) => void kept.set(key, value),
  removeItem: async (key: string) => void kept.delete(key),
  clear: async () => kept.clear(),
});

async function configured(server: RunningServer): Promise<{ poolId: string; clientId: string }> {
  kept.clear();
  const { UserPool } = await server.sdk.createUserPool({ PoolName: 'app', AutoVerifiedAttributes: ['email'] });
  const { UserPoolClient } = await server.sdk.createUserPoolClient({
    UserPoolId: UserPool!.Id,
    ClientName: 'app',
    ExplicitAuthFlows: [
      ...(['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_AUTH'] as const),
    ],
  });
  const userPoolId = UserPool!.Id!;
  const userPoolClientId = UserPoolClient!.ClientId!;
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: server.url } } });
  return { poolId: userPoolId, clientId: userPoolClientId };
}

async function member(server: RunningServer, username = 'ada'): Promise<void> {
  await signUp({ username, password, options: { userAttributes: { email: `${username}@example.com` } } });
  await confirmSignUp({ username, confirmationCode: await server.codeFor(username) });
}

const named = (name: string, message?: string | RegExp) => (error: Error) => {
  assert.equal(error.name, name, error.message);
  if (typeof message === 'string') assert.equal(error.message, message);
  else if (message) assert.match(error.message, message);
  return true;
};

for (const engine of ['sqlite', 'postgres'] as const) {
  suite(`aws-amplify Auth on ${engine}`, { concurrency: false }, () => {
    test('signs up, confirms and signs in by SRP', async () => {
      await using server = await runningServer(engine);
      await configured(server);
      const { nextStep } = await signUp({
        username: 'ada',
        password,
        options: { userAttributes: { email: 'ada@example.com' } },
      });
      assert.equal(nextStep.signUpStep, 'CONFIRM_SIGN_UP');
      await assert.rejects(
        signUp({ username: 'ada', password, options: { userAttributes: { email: 'ada@example.com' } } }),
        named('UsernameExistsException', 'User already exists'),
      );
      assert.equal((await signIn({ username: 'ada', password })).nextStep.signInStep, 'CONFIRM_SIGN_UP');
      await resendSignUpCode({ username: 'ada' });
      await confirmSignUp({ username: 'ada', confirmationCode: await server.codeFor('ada') });
      await assert.rejects(
        signIn({ username: 'ada', password: 'Wrong-Horse-9!' }),
        named('NotAuthorizedException', 'Incorrect username or password.'),
      );
      assert.equal((await signIn({ username: 'ada', password })).isSignedIn, true);
      assert.equal((await getCurrentUser()).username, 'ada');
      assert.equal((await fetchUserAttributes()).email, 'ada@example.com');
    });

    test('signs in by itself after a sign-up, as soon as the code is confirmed', async () => {
      await using server = await runningServer(engine);
      await configured(server);
      await signUp({
        ...{ username: 'ada', password },
        options: { userAttributes: { email: 'ada@example.com' }, autoSignIn: { authFlowType: 'USER_AUTH' } },
      });
      const { nextStep } = await confirmSignUp({ username: 'ada', confirmationCode: await server.codeFor('ada') });
      assert.equal(nextStep.signUpStep, 'COMPLETE_AUTO_SIGN_IN');
      assert.equal((await autoSignIn()).isSignedIn, true);
      assert.equal((await getCurrentUser()).username, 'ada');
    });

    test('signs in by password, and refreshes the session', async () => {
      await using server = await runningServer(engine);
      await configured(server);
      await member(server);
      await signIn({ username: 'ada', password, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
      const before = (await fetchAuthSession()).tokens!;
      const after = (await fetchAuthSession({ forceRefresh: true })).tokens!;
      assert.notEqual(after.accessToken.toString(), before.accessToken.toString());
      assert.equal(after.accessToken.payload['origin_jti'], before.accessToken.payload['origin_jti']);
      assert.equal(after.idToken?.payload['email'], 'ada@example.com');
    });

    test('forgets the tokens when the refresh token was revoked', async () => {
      await using server = await runningServer(engine);
      const { poolId } = await configured(server);
      await member(server);
      await signIn({ username: 'ada', password });
      await server.sdk.adminUserGlobalSignOut({ UserPoolId: poolId, Username: 'ada' });
      const session = await fetchAuthSession({ forceRefresh: true }).catch((error: Error) => error);
      assert.equal('tokens' in session ? session.tokens : undefined, undefined);
      await assert.rejects(getCurrentUser(), named('UserUnAuthenticatedException'));
    });

    test('changes and resets the password', async () => {
      await using server = await runningServer(engine);
      await configured(server);
      await member(server);
      await signIn({ username: 'ada', password });
      await assert.rejects(
        updatePassword({ oldPassword: password, newPassword: 'short' }),
        named('InvalidPasswordException', /not long enough/),
      );
      await updatePassword({ oldPassword: password, newPassword });
      await signOut();
      const { nextStep } = await resetPassword({ username: 'ada' });
      assert.equal(nextStep.codeDeliveryDetails.destination, 'a***@e***');
      const confirmationCode = await server.codeFor('ada');
      await assert.rejects(
        confirmResetPassword({
          username: 'ada',
          confirmationCode: confirmationCode === '111111' ? '222222' : '111111',
          newPassword: password,
        }),
        named('CodeMismatchException', 'Invalid verification code provided, please try again.'),
      );
      await confirmResetPassword({ username: 'ada', confirmationCode, newPassword: password });
      assert.equal((await signIn({ username: 'ada', password })).isSignedIn, true);
    });

    test('changes, verifies and deletes attributes', async () => {
      await using server = await runningServer(engine);
      await configured(server);
      await member(server);
      await signIn({ username: 'ada', password });
      const { nextStep } = await updateUserAttribute({
        userAttribute: { attributeKey: 'email', value: 'countess@example.com' },
      });
      assert.equal(nextStep.updateAttributeStep, 'CONFIRM_ATTRIBUTE_WITH_CODE');
      await sendUserAttributeVerificationCode({ userAttributeKey: 'email' });
      await confirmUserAttribute({ userAttributeKey: 'email', confirmationCode: await server.codeFor('ada') });
      await updateUserAttributes({ userAttributes: { nickname: 'countess', name: 'Ada' } });
      await deleteUserAttributes({ userAttributeKeys: ['nickname'] });
      const { sub, ...attributes } = await fetchUserAttributes();
      assert.ok(sub);
      assert.deepEqual({ ...attributes }, { email: 'countess@example.com', email_verified: 'true', name: 'Ada' });
    });

    test('asks an invited user for a new password', async () => {
      await using server = await runningServer(engine);
      const { poolId } = await configured(server);
      await server.sdk.adminCreateUser({
        UserPoolId: poolId,
        Username: 'grace',
        TemporaryPassword: 'Temporary-1!',
        MessageAction: 'SUPPRESS',
      });
      const { nextStep } = await signIn({ username: 'grace', password: 'Temporary-1!' });
      assert.equal(nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED');
      assert.equal((await confirmSignIn({ challengeResponse: password })).isSignedIn, true);
    });

    test('signs out here, signs out everywhere, and deletes the user', async () => {
      await using server = await runningServer(engine);
      const { clientId } = await configured(server);
      await member(server);
      await signIn({ username: 'ada', password });
      const here = (await fetchAuthSession()).tokens!.accessToken.toString();
      await signOut();
      await assert.rejects(
        server.sdk.getUser({ AccessToken: here }),
        named('NotAuthorizedException', 'Access Token has been revoked'),
      );
      const { AuthenticationResult: elsewhere } = await server.sdk.initiateAuth({
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ada', PASSWORD: password },
      });
      await signIn({ username: 'ada', password });
      await signOut({ global: true });
      await assert.rejects(
        server.sdk.getUser({ AccessToken: elsewhere!.AccessToken! }),
        named('NotAuthorizedException', 'Access Token has been revoked'),
      );
      await signIn({ username: 'ada', password });
      await deleteUser();
      await assert.rejects(
        signIn({ username: 'ada', password }),
        named('UserNotFoundException', 'User does not exist.'),
      );
    });
  });
}
