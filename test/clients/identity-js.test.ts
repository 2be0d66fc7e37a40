import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import { runningServer, type RunningServer } from '../support/running-server.ts';

const password = 'Correct-Horse-9!';
const newPassword = 'Even-Better-7?';

/** The library keeps what it knows in a storage of the page; every test brings its own. */
function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
    key: () => null,
    get length() {
      return kept.size;
    },
  };
}

/** One callback of the library as a promise. */
const asked = <T>(ask: (done: (error?: Error | null, result?: T) => void) => void): Promise<T> =>
  new Promise((resolve, reject) => ask((error, result) => (error ? reject(error) : resolve(result as T))));

async function app(server: RunningServer) {
  const { UserPool } = await server.sdk.createUserPool({ PoolName: 'web', AutoVerifiedAttributes: ['email'] });
  const { UserPoolClient } = await server.sdk.createUserPoolClient({ UserPoolId: UserPool!.Id, ClientName: 'web' });
  const Storage = memory();
  const pool = new CognitoUserPool({
    UserPoolId: UserPool!.Id!,
    ClientId: UserPoolClient!.ClientId!,
    endpoint: server.url,
    Storage,
  });
  const user = (Username: string) => new CognitoUser({ Username, Pool: pool, Storage });
  const signUp = (name: string) =>
    asked((done) =>
      pool.signUp(
        name,
        password,
        [new CognitoUserAttribute({ Name: 'email', Value: `${name}@example.com` })],
        [],
        done,
      ),
    );
  const signIn = (who: CognitoUser, Password = password, Username = who.getUsername()) =>
    new Promise<CognitoUserSession>((onSuccess, onFailure) =>
      who.authenticateUser(new AuthenticationDetails({ Username, Password }), {
        onSuccess,
        onFailure,
        newPasswordRequired: (attributes) => onFailure(Object.assign(new Error('newPasswordRequired'), { attributes })),
      }),
    );
  const member = async (name: string) => {
    await signUp(name);
    const code = await server.codeFor(name);
    await asked((done) => user(name).confirmRegistration(code, false, done));
    return user(name);
  };
  return { poolId: UserPool!.Id!, pool, user, signUp, signIn, member, Storage };
}

const named = (name: string, message?: string | RegExp) => (error: Error & { code?: string }) => {
  assert.equal(error.code ?? error.name, name, error.message);
  if (typeof message === 'string') assert.equal(error.message, message);
  else if (message) assert.match(error.message, message);
  return true;
};

for (const engine of ['sqlite', 'postgres'] as const) {
  suite(`amazon-cognito-identity-js on ${engine}`, () => {
    test('signs up, confirms with the code, signs in by SRP and reads the attributes', async () => {
      await using server = await runningServer(engine);
      const { user, signUp, signIn } = await app(server);
      await signUp('ada');
      await assert.rejects(signUp('ada'), named('UsernameExistsException', 'User already exists'));
      await assert.rejects(signIn(user('ada')), named('UserNotConfirmedException', 'User is not confirmed.'));
      const wrong = (await server.codeFor('ada')) === '111111' ? '222222' : '111111';
      await assert.rejects(
        asked((done) => user('ada').confirmRegistration(wrong, false, done)),
        named('CodeMismatchException'),
      );
      const code = await server.codeFor('ada');
      await asked((done) => user('ada').confirmRegistration(code, false, done));
      await assert.rejects(
        signIn(user('ada'), 'Wrong-Horse-9!'),
        named('NotAuthorizedException', 'Incorrect username or password.'),
      );
      await assert.rejects(signIn(user('bob')), named('UserNotFoundException', 'User does not exist.'));

      const ada = user('ada');
      const session = await signIn(ada);
      assert.equal(session.isValid(), true);
      assert.equal(session.getIdToken().payload['email'], 'ada@example.com');
      const attributes = await asked<CognitoUserAttribute[] | undefined>((done) => ada.getUserAttributes(done));
      assert.deepEqual(attributes!.map(({ Name }) => Name).toSorted(), ['email', 'email_verified', 'sub']);
    });

    test('sends the code again', async () => {
      await using server = await runningServer(engine);
      const { user, signUp } = await app(server);
      await signUp('ada');
      const first = await server.codeFor('ada');
      await asked((done) => user('ada').resendConfirmationCode(done));
      const second = await server.codeFor('ada');
      if (first !== second)
        await assert.rejects(
          asked((done) => user('ada').confirmRegistration(first, false, done)),
          named('CodeMismatchException'),
        );
      await asked((done) => user('ada').confirmRegistration(second, false, done));
    });

    test('refreshes, also by itself once the access token has expired', async () => {
      await using server = await runningServer(engine);
      const { pool, user, signIn, member, Storage } = await app(server);
      const ada = await member('ada');
      const session = await signIn(ada);
      const fresh = await asked<CognitoUserSession>((done) => ada.refreshSession(session.getRefreshToken(), done));
      assert.notEqual(fresh.getAccessToken().getJwtToken(), session.getAccessToken().getJwtToken());
      assert.equal(fresh.getIdToken().payload['sub'], session.getIdToken().payload['sub']);

      // As if two hours had gone by since the sign-in, on the page and on the server.
      Storage.setItem(`CognitoIdentityServiceProvider.${pool.getClientId()}.ada.clockDrift`, '-7200');
      await server.advanceClock('2h');
      const expired = fresh.getAccessToken().getJwtToken();
      await assert.rejects(
        server.sdk.getUser({ AccessToken: expired }),
        named('NotAuthorizedException', 'Access Token has expired'),
      );
      const later = await asked<CognitoUserSession>((done) => user('ada').getSession(done));
      const { Username } = await server.sdk.getUser({ AccessToken: later.getAccessToken().getJwtToken() });
      assert.equal(Username, 'ada');
    });

    test('takes its tokens back when it signs out here', async () => {
      await using server = await runningServer(engine);
      const { signIn, member } = await app(server);
      const ada = await member('ada');
      const AccessToken = (await signIn(ada)).getAccessToken().getJwtToken();
      await new Promise<void>((resolve) => ada.signOut(resolve));
      await assert.rejects(
        server.sdk.getUser({ AccessToken }),
        named('NotAuthorizedException', 'Access Token has been revoked'),
      );
    });

    test('changes the password, and forgets it', async () => {
      await using server = await runningServer(engine);
      const { user, signIn, member } = await app(server);
      const ada = await member('ada');
      await signIn(ada);
      await assert.rejects(
        asked((done) => ada.changePassword('Wrong-Horse-9!', newPassword, done)),
        named('NotAuthorizedException'),
      );
      await assert.rejects(
        asked((done) => ada.changePassword(password, 'short', done)),
        named('InvalidPasswordException', /not long enough/),
      );
      await asked((done) => ada.changePassword(password, newPassword, done));
      await assert.rejects(signIn(user('ada')), named('NotAuthorizedException'));

      await new Promise<void>((resolve, reject) =>
        user('ada').forgotPassword({
          onSuccess: () => resolve(),
          onFailure: reject,
          inputVerificationCode: () => resolve(),
        }),
      );
      const code = await server.codeFor('ada');
      const reset = (typed: string) =>
        new Promise<string>((onSuccess, onFailure) =>
          user('ada').confirmPassword(typed, password, { onSuccess, onFailure }),
        );
      await assert.rejects(reset(code === '111111' ? '222222' : '111111'), named('CodeMismatchException'));
      await reset(code);
      await assert.rejects(reset(code), named('ExpiredCodeException'));
      assert.equal((await signIn(user('ada'))).isValid(), true);
    });

    test('changes, verifies and deletes attributes', async () => {
      await using server = await runningServer(engine);
      const { signIn, member } = await app(server);
      const ada = await member('ada');
      await signIn(ada);
      const set = (Name: string, Value: string) =>
        asked((done) => ada.updateAttributes([new CognitoUserAttribute({ Name, Value })], done));
      await assert.rejects(
        set('email_verified', 'true'),
        named('NotAuthorizedException', 'A client attempted to write unauthorized attribute'),
      );
      await assert.rejects(
        set('email', 'nonsense'),
        named('InvalidParameterException', 'Invalid email address format.'),
      );
      await set('email', 'countess@example.com');
      const code = await server.codeFor('ada');
      await new Promise<string>((onSuccess, onFailure) => ada.verifyAttribute('email', code, { onSuccess, onFailure }));
      await new Promise<void>((resolve, onFailure) =>
        ada.getAttributeVerificationCode('email', {
          onSuccess: () => resolve(),
          onFailure,
          inputVerificationCode: () => resolve(),
        }),
      );
      const again = await server.codeFor('ada');
      await new Promise<string>((onSuccess, onFailure) =>
        ada.verifyAttribute('email', again, { onSuccess, onFailure }),
      );
      await set('nickname', 'countess');
      await asked((done) => ada.deleteAttributes(['nickname'], done));
      const attributes = await asked<CognitoUserAttribute[] | undefined>((done) => ada.getUserAttributes(done));
      assert.deepEqual(
        Object.fromEntries(attributes!.filter(({ Name }) => Name !== 'sub').map(({ Name, Value }) => [Name, Value])),
        { email: 'countess@example.com', email_verified: 'true' },
      );
    });

    test('chooses a new password after an invitation', async () => {
      await using server = await runningServer(engine);
      const { poolId, user, signIn } = await app(server);
      await server.sdk.adminCreateUser({
        UserPoolId: poolId,
        Username: 'grace',
        DesiredDeliveryMediums: ['EMAIL'],
        UserAttributes: [{ Name: 'email', Value: 'grace@example.com' }],
      });
      const temporary = await server.codeFor('grace');
      const grace = user('grace');
      await assert.rejects(signIn(grace, temporary), named('Error', 'newPasswordRequired'));
      const session = await new Promise<CognitoUserSession>((onSuccess, onFailure) =>
        grace.completeNewPasswordChallenge(password, {}, { onSuccess, onFailure }),
      );
      assert.equal(session.isValid(), true);
      assert.equal((await signIn(user('grace'))).isValid(), true);
    });

    test('signs out everywhere, and deletes the user', async () => {
      await using server = await runningServer(engine);
      const { user, signIn, member } = await app(server);
      const ada = await member('ada');
      const elsewhere = await signIn(user('ada'));
      await signIn(ada);
      await new Promise<string>((onSuccess, onFailure) => ada.globalSignOut({ onSuccess, onFailure }));
      const other = user('ada');
      other.setSignInUserSession(elsewhere);
      await assert.rejects(
        asked((done) => other.getUserAttributes(done)),
        named('NotAuthorizedException', 'Access Token has been revoked'),
      );

      const again = user('ada');
      await signIn(again);
      await asked((done) => again.deleteUser(done));
      await assert.rejects(signIn(user('ada')), named('UserNotFoundException'));
    });
  });
}
