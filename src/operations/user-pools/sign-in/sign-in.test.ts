import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { refusal } from '../../../../test/support/refusal.ts';
import { srpClient } from '../../../../test/support/srp-client.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';

const password = 'Correct-Horse-9!';
const allFlows = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
] as const;

async function withAda(
  world: World,
  client: Parameters<World['pool']>[1] = {},
  settings: Parameters<World['pool']>[0] = {},
) {
  const made = await world.pool(settings, { ExplicitAuthFlows: [...allFlows], ...client });
  await world.run('AdminCreateUser', { UserPoolId: made.poolId, Username: 'ada', MessageAction: 'SUPPRESS' });
  await world.run('AdminSetUserPassword', {
    UserPoolId: made.poolId,
    Username: 'ada',
    Password: password,
    Permanent: true,
  });
  return made;
}

const byPassword = (world: World, clientId: string, secret: string, username = 'ada') =>
  world.run('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: secret },
  });

async function bySrp(world: World, poolId: string, clientId: string, secret: string, username = 'ada') {
  const client = srpClient(poolId);
  const challenge = await world.run('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: username, SRP_A: client.A },
  });
  const answer = client.answer(secret, challenge.ChallengeParameters!);
  const respond = (change: Record<string, string> = {}, session: string | undefined = challenge.Session) =>
    world.run('RespondToAuthChallenge', {
      ClientId: clientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      Session: session,
      ChallengeResponses: { ...answer, ...change },
    });
  return { challenge, answer, respond };
}

const wrong = refusal('NotAuthorizedException', 'Incorrect username or password.');

suite('signing in by SRP', () => {
  // ledger: InitiateAuth honoured — USER_SRP_AUTH, USER_PASSWORD_AUTH and REFRESH_TOKEN_AUTH, in the order of checks that AWS documents
  // ledger: RespondToAuthChallenge honoured — PASSWORD_VERIFIER and NEW_PASSWORD_REQUIRED
  test('the right password gives tokens', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await withAda(world);
    const { respond } = await bySrp(world, poolId, clientId, password);
    const { AuthenticationResult: result } = await respond();
    assert.equal(result?.TokenType, 'Bearer');
    assert.equal(result.ExpiresIn, 3600);
    const { Username } = await world.run('GetUser', { AccessToken: result.AccessToken! });
    assert.equal(Username, 'ada');
  });

  // ledger: RespondToAuthChallenge.Session honoured — PASSWORD_VERIFIER does without, since its secret block carries the sign-in
  test('a client that forgets the session is signed in all the same', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await withAda(world);
    const { answer } = await bySrp(world, poolId, clientId, password);
    const result = await world.run('RespondToAuthChallenge', {
      ClientId: clientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: answer,
    });
    assert.ok(result.AuthenticationResult?.AccessToken);
  });

  test('a wrong password is refused', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await withAda(world);
    const { respond } = await bySrp(world, poolId, clientId, 'Correct-Horse-8!');
    await assert.rejects(respond(), wrong);
  });

  // ledger: RespondToAuthChallenge.Session honoured — works once, for its own client, as long as AuthSessionValidity says
  test('an answer works once, also when it is sent five times at the same moment', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await withAda(world);
    const { respond } = await bySrp(world, poolId, clientId, password);
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => respond()));
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    await assert.rejects(
      respond(),
      refusal('NotAuthorizedException', 'Invalid session for the user, session can only be used once.'),
    );
  });

  test('a session is good for three minutes', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await withAda(world);
    const { respond } = await bySrp(world, poolId, clientId, password);
    world.clock.advance(180_000);
    await assert.rejects(
      respond(),
      refusal('NotAuthorizedException', 'Invalid session for the user, session is expired.'),
    );
  });

  test('a session of another client is refused', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await withAda(world);
    const other = await world.run('CreateUserPoolClient', { UserPoolId: poolId, ClientName: 'other' });
    const { challenge, answer } = await bySrp(world, poolId, clientId, password);
    const attempt = world.run('RespondToAuthChallenge', {
      ClientId: other.UserPoolClient!.ClientId!,
      ChallengeName: 'PASSWORD_VERIFIER',
      Session: challenge.Session,
      ChallengeResponses: answer,
    });
    await assert.rejects(attempt, refusal('NotAuthorizedException', 'Invalid session for the user.'));
  });

  test('altered answers are refused: signature, secret block, time, name', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await withAda(world);
    await world.run('AdminCreateUser', { UserPoolId: poolId, Username: 'bob', MessageAction: 'SUPPRESS' });
    const { respond, answer } = await bySrp(world, poolId, clientId, password);
    const block = answer['PASSWORD_CLAIM_SECRET_BLOCK']!;
    const flipped = block.slice(0, 60) + (block[60] === 'A' ? 'B' : 'A') + block.slice(61);
    await assert.rejects(respond({ PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString('base64') }), wrong);
    await assert.rejects(respond({ PASSWORD_CLAIM_SECRET_BLOCK: flipped }), refusal('NotAuthorizedException'));
    await assert.rejects(respond({ TIMESTAMP: 'Tue Mar 3 04:05:07 UTC 2026' }), wrong);
    await assert.rejects(respond({ TIMESTAMP: 'yesterday' }), refusal('InvalidParameterException', /TIMESTAMP format/));
    await assert.rejects(
      respond({ USERNAME: 'bob' }),
      refusal('NotAuthorizedException', 'Invalid session for the user.'),
    );
  });

  for (const [what, A] of [
    ['zero', '0'],
    ['no number', 'xyz'],
    ['N itself', `${'f'.repeat(768)}`],
    ['far too long', 'a'.repeat(4_000)],
  ] as const) {
    test(`SRP_A that is ${what} is refused`, async () => {
      await using world = await openWorld();
      const { clientId } = await withAda(world);
      const attempt = world.run('InitiateAuth', {
        ClientId: clientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: 'ada', SRP_A: A },
      });
      await assert.rejects(attempt, refusal('InvalidParameterException'));
    });
  }

  test('where the client hides unknown users, a name that nobody has is challenged alike and refused alike', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await withAda(world, { PreventUserExistenceErrors: 'ENABLED' });
    const first = await bySrp(world, poolId, clientId, password, 'nobody');
    const second = await bySrp(world, poolId, clientId, password, 'nobody');
    const known = await bySrp(world, poolId, clientId, password, 'ada');
    const keys = (challenge: typeof first.challenge) => Object.keys(challenge.ChallengeParameters!);
    assert.deepEqual(keys(first.challenge), keys(known.challenge));
    assert.equal(first.challenge.ChallengeParameters!['SALT'], second.challenge.ChallengeParameters!['SALT']);
    assert.equal(
      first.challenge.ChallengeParameters!['SALT']!.length,
      known.challenge.ChallengeParameters!['SALT']!.length,
    );
    assert.notEqual(first.challenge.ChallengeParameters!['SRP_B'], second.challenge.ChallengeParameters!['SRP_B']);
    assert.equal(first.challenge.ChallengeParameters!['USER_ID_FOR_SRP'], 'nobody');
    await assert.rejects(first.respond(), wrong);
  });

  test('where the client hides unknown users, a session is no shorter or longer for one', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await withAda(world, { PreventUserExistenceErrors: 'ENABLED' });
    const { challenge: known } = await bySrp(world, poolId, clientId, password, 'ada');
    const { challenge: unknown } = await bySrp(world, poolId, clientId, password, 'eve');
    assert.equal(unknown.Session!.length, known.Session!.length);
    const lengthOf = ({ ChallengeParameters }: typeof known) => ChallengeParameters!['SECRET_BLOCK']!.length;
    // The numbers of the exchange are random, and one in sixteen is a digit shorter.
    assert.ok(Math.abs(lengthOf(unknown) - lengthOf(known)) <= 12);
  });

  // ledger: InitiateAuth.AuthParameters differs — with PreventUserExistenceErrors USER_ID_FOR_SRP is an unknown name itself, and a UUID only for an address
  for (const [what, settings, typed, shown] of [
    [
      'a name, in lower case where case is ignored',
      { UsernameConfiguration: { CaseSensitive: false } },
      'NoBody',
      /^nobody$/,
    ],
    ['a name where addresses are aliases', { AliasAttributes: ['email'] }, 'nobody', /^nobody$/],
    ['a UUID for an address that is an alias', { AliasAttributes: ['email'] }, 'nobody@example.com', /^[0-9a-f-]{36}$/],
    [
      'a UUID where addresses are usernames',
      { UsernameAttributes: ['email'] },
      'nobody@example.com',
      /^[0-9a-f-]{36}$/,
    ],
  ] as const) {
    test(`a user who does not exist is known to SRP by ${what}`, async () => {
      await using world = await openWorld();
      const pool = structuredClone(settings) as Parameters<World['pool']>[0];
      const { poolId, clientId } = await world.pool(pool, { PreventUserExistenceErrors: 'ENABLED' });
      const { challenge } = await bySrp(world, poolId, clientId, password, typed);
      assert.match(challenge.ChallengeParameters!['USER_ID_FOR_SRP']!, shown);
    });
  }

  test('without hiding, an unknown name is named', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await withAda(world);
    await assert.rejects(
      bySrp(world, poolId, clientId, password, 'nobody'),
      refusal('UserNotFoundException', 'User does not exist.'),
    );
  });
});

suite('signing in by password', () => {
  test('the right password gives tokens, a wrong one does not', async () => {
    await using world = await openWorld();
    const { clientId } = await withAda(world);
    await assert.rejects(byPassword(world, clientId, 'Wrong-Horse-9!'), wrong);
    const { AuthenticationResult } = await byPassword(world, clientId, password);
    assert.ok(AuthenticationResult?.RefreshToken);
  });

  // ledger: AdminInitiateAuth honoured — ADMIN_USER_PASSWORD_AUTH and ADMIN_NO_SRP_AUTH besides the flows that apps use
  test('an administrator signs a user in with ADMIN_USER_PASSWORD_AUTH and its older name', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await withAda(world);
    for (const AuthFlow of ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'] as const) {
      const AuthParameters = { USERNAME: 'ada', PASSWORD: password };
      const { AuthenticationResult } = await world.run('AdminInitiateAuth', {
        UserPoolId: poolId,
        ClientId: clientId,
        AuthFlow,
        AuthParameters,
      });
      assert.ok(AuthenticationResult?.IdToken);
      await assert.rejects(
        world.run('InitiateAuth', { ClientId: clientId, AuthFlow, AuthParameters }),
        refusal('InvalidParameterException', 'Initiate Auth method not supported.'),
      );
    }
  });

  // ledger: InitiateAuth.AuthFlow honoured — by the client’s ExplicitAuthFlows, before anything else is looked at
  test('a flow that the client does not allow is refused before anything is looked at', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await withAda(world, { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] });
    await assert.rejects(
      byPassword(world, clientId, password),
      refusal('InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client'),
    );
    await assert.rejects(
      bySrp(world, poolId, clientId, password),
      refusal('InvalidParameterException', 'USER_SRP_AUTH is not enabled for the client.'),
    );
  });

  // ledger: InitiateAuth.AuthFlow refused — USER_AUTH without the Session of ConfirmSignUp, and CUSTOM_AUTH as on AWS without triggers, until they are built
  // ledger: RespondToAuthChallenge.ChallengeName refused — every challenge that no sign-in here sets
  test('flows and challenges that are not built are refused by name, also for a client that allows them', async () => {
    await using world = await openWorld();
    const { clientId } = await withAda(world, { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_CUSTOM_AUTH'] });
    const begin = (AuthFlow: 'USER_AUTH' | 'CUSTOM_AUTH') =>
      world.run('InitiateAuth', { ClientId: clientId, AuthFlow, AuthParameters: { USERNAME: 'ada' } });
    await assert.rejects(
      begin('USER_AUTH'),
      refusal('InvalidParameterException', /^AuthFlow USER_AUTH without a Session is not supported/),
    );
    await assert.rejects(begin('CUSTOM_AUTH'), refusal('InvalidUserPoolConfigurationException'));
    await assert.rejects(
      world.run('RespondToAuthChallenge', {
        ...{ ClientId: clientId, ChallengeName: 'SMS_MFA' },
        ...{ ChallengeResponses: { USERNAME: 'ada', SMS_MFA_CODE: '123456' }, Session: 'AYABe'.repeat(20) },
      }),
      refusal('InvalidParameterException', /^ChallengeName SMS_MFA is not supported/),
    );
  });

  // ledger: InitiateAuth.ClientMetadata honoured — it is for triggers, and a pool that names one is refused
  // ledger: InitiateAuth.UserContextData honoured — it is for threat protection, and a pool that switches it on is refused
  // ledger: InitiateAuth.AnalyticsMetadata honoured — it is for Amazon Pinpoint, and a client that names a project is refused
  test('what is said for triggers, analytics and threat protection changes nothing without them', async () => {
    await using world = await openWorld();
    const { clientId } = await withAda(world);
    const result = await world.run('InitiateAuth', {
      ...{ ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH' },
      AuthParameters: {
        USERNAME: 'ada',
        PASSWORD: password,
        DEVICE_KEY: 'us-east-1_00000000-0000-0000-0000-000000000000',
      },
      ...{ ClientMetadata: { page: 'front' }, UserContextData: { EncodedData: 'data' } },
      AnalyticsMetadata: { AnalyticsEndpointId: 'endpoint' },
    });
    assert.ok(result.AuthenticationResult?.AccessToken);
    assert.equal(result.AuthenticationResult.NewDeviceMetadata, undefined);
  });

  test('an unknown client, a missing parameter and another pool’s client are refused', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await withAda(world);
    const other = await world.pool();
    const flow = { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'ada' } } as const;
    await assert.rejects(
      world.run('InitiateAuth', { ClientId: 'a'.repeat(26), ...flow }),
      refusal('ResourceNotFoundException'),
    );
    await assert.rejects(
      world.run('InitiateAuth', { ClientId: clientId, ...flow }),
      refusal('InvalidParameterException', 'Missing required parameter PASSWORD'),
    );
    await assert.rejects(
      world.run('AdminInitiateAuth', { UserPoolId: poolId, ClientId: other.clientId, ...flow }),
      refusal('ResourceNotFoundException'),
    );
  });

  test('after five wrong passwords even the right one has to wait, twice as long each time', async () => {
    await using world = await openWorld();
    const { clientId } = await withAda(world);
    for (let tries = 0; tries < 5; tries++) await assert.rejects(byPassword(world, clientId, 'Wrong-Horse-9!'), wrong);
    const locked = refusal('NotAuthorizedException', 'Password attempts exceeded');
    await assert.rejects(byPassword(world, clientId, password), locked);
    world.clock.advance(1_000);
    await assert.rejects(byPassword(world, clientId, 'Wrong-Horse-9!'), wrong);
    world.clock.advance(1_000);
    await assert.rejects(byPassword(world, clientId, password), locked);
    world.clock.advance(1_000);
    assert.ok((await byPassword(world, clientId, password)).AuthenticationResult);
    await assert.rejects(byPassword(world, clientId, 'Wrong-Horse-9!'), wrong);
    assert.ok((await byPassword(world, clientId, password)).AuthenticationResult, 'success forgets the failures');
  });

  for (const [standing, prepare] of [
    ['confirmed', undefined],
    ['disabled', 'AdminDisableUser'],
  ] as const) {
    test(`of many guesses sent at the same moment no more than the lock allows are judged (${standing})`, async () => {
      await using world = await openWorld();
      const { poolId, clientId } = await withAda(world);
      if (prepare) await world.run(prepare, { UserPoolId: poolId, Username: 'ada' });
      const guesses = [...Array.from({ length: 24 }, () => 'Wrong-Horse-9!'), password];
      const results = await Promise.allSettled(guesses.map((guess) => byPassword(world, clientId, guess)));
      const answers = results.map((result) => result.status === 'rejected' && String(result.reason.message));
      assert.equal(answers.filter((answer) => answer === 'Incorrect username or password.').length, 5);
      // The right one must not be told from the wrong ones that came too late.
      assert.deepEqual(new Set(answers), new Set(['Incorrect username or password.', 'Password attempts exceeded']));
    });
  }

  // ledger: InitiateAuth honoured — a lock after five wrong passwords; where unknown users are hidden, for names that nobody has too
  test('a name that nobody has is locked like a user, where the client hides unknown users', async () => {
    await using world = await openWorld();
    const { clientId } = await withAda(world, { PreventUserExistenceErrors: 'ENABLED' });
    for (let tries = 0; tries < 5; tries++)
      await assert.rejects(byPassword(world, clientId, password, 'nobody'), wrong);
    await assert.rejects(
      byPassword(world, clientId, password, 'nobody'),
      refusal('NotAuthorizedException', 'Password attempts exceeded'),
    );
  });

  test('a disabled user, an unconfirmed one and one whose password was reset are refused', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await withAda(world, {}, { AutoVerifiedAttributes: ['email'] });
    await world.run('AdminDisableUser', { UserPoolId: poolId, Username: 'ada' });
    await assert.rejects(byPassword(world, clientId, password), refusal('NotAuthorizedException', 'User is disabled.'));
    await world.run('SignUp', {
      ClientId: clientId,
      Username: 'bob',
      Password: password,
      UserAttributes: [{ Name: 'email', Value: 'bob@example.com' }],
    });
    await assert.rejects(
      byPassword(world, clientId, password, 'bob'),
      refusal('UserNotConfirmedException', 'User is not confirmed.'),
    );
    await world.run('AdminConfirmSignUp', { UserPoolId: poolId, Username: 'bob' });
    await world.run('AdminUpdateUserAttributes', {
      UserPoolId: poolId,
      Username: 'bob',
      UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
    });
    await world.run('AdminResetUserPassword', { UserPoolId: poolId, Username: 'bob' });
    await assert.rejects(
      byPassword(world, clientId, password, 'bob'),
      refusal('PasswordResetRequiredException', 'Password reset required for the user'),
    );
  });
});

suite('clients with a secret', () => {
  // ledger: InitiateAuth.AuthParameters honoured — SECRET_HASH over the typed name or the username, with any of the client’s secrets
  test('SECRET_HASH is asked for, checked, and may be made over the typed name or the username', async () => {
    await using world = await openWorld();
    const { clientId, secret } = await withAda(world, { GenerateSecret: true });
    const { secretHash } = await import('#crypto/secret-hash.ts');
    const attempt = (hash?: string) =>
      world.run('InitiateAuth', {
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ada', PASSWORD: password, ...(hash && { SECRET_HASH: hash }) },
      });
    await assert.rejects(
      attempt(),
      refusal(
        'NotAuthorizedException',
        `Client ${clientId} is configured with secret but SECRET_HASH was not received`,
      ),
    );
    await assert.rejects(
      attempt(secretHash(secret!, 'bob', clientId)),
      refusal('NotAuthorizedException', `Unable to verify secret hash for client ${clientId}`),
    );
    assert.ok((await attempt(secretHash(secret!, 'ada', clientId))).AuthenticationResult);
  });
});

suite('a temporary password', () => {
  async function invited(world: World, attributes: { Name: string; Value: string }[] = []) {
    const made = await world.pool(
      { Schema: [{ Name: 'email', Required: true, AttributeDataType: 'String', Mutable: true }] },
      { ExplicitAuthFlows: [...allFlows] },
    );
    await world.run('AdminCreateUser', {
      ...{ UserPoolId: made.poolId, Username: 'ada', MessageAction: 'SUPPRESS' },
      ...{ TemporaryPassword: 'Temporary-1!', UserAttributes: attributes },
    });
    return made;
  }
  const choose = (world: World, clientId: string, session: string | undefined, responses: Record<string, string>) =>
    world.run('RespondToAuthChallenge', {
      ClientId: clientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: session,
      ChallengeResponses: { USERNAME: 'ada', ...responses },
    });

  test('leads to the choice of a new one, which asks for missing attributes and then signs in', async () => {
    await using world = await openWorld();
    const { clientId } = await invited(world);
    const challenge = await byPassword(world, clientId, 'Temporary-1!');
    assert.equal(challenge.ChallengeName, 'NEW_PASSWORD_REQUIRED');
    assert.deepEqual(JSON.parse(challenge.ChallengeParameters!['requiredAttributes']!), ['userAttributes.email']);
    const answer = { NEW_PASSWORD: password };
    await assert.rejects(
      choose(world, clientId, challenge.Session, answer),
      refusal('InvalidParameterException', 'Invalid attributes given, email is missing'),
    );
    const complete = { ...answer, 'userAttributes.email': 'ada@example.com' };
    assert.ok((await choose(world, clientId, challenge.Session, complete)).AuthenticationResult);
    await assert.rejects(choose(world, clientId, challenge.Session, complete), refusal('NotAuthorizedException'));
    assert.ok((await byPassword(world, clientId, password)).AuthenticationResult);
    await assert.rejects(byPassword(world, clientId, 'Temporary-1!'), wrong);
  });

  test('cannot be followed by a weak password, nor used to change an e-mail address that is known', async () => {
    await using world = await openWorld();
    const { clientId } = await invited(world, [{ Name: 'email', Value: 'ada@example.com' }]);
    const { Session } = await byPassword(world, clientId, 'Temporary-1!');
    await assert.rejects(
      choose(world, clientId, Session, { NEW_PASSWORD: 'short' }),
      refusal('InvalidPasswordException', /not long enough/),
    );
    await assert.rejects(
      choose(world, clientId, Session, { NEW_PASSWORD: password, 'userAttributes.email': 'eve@example.com' }),
      refusal('NotAuthorizedException', 'Cannot modify an already provided email'),
    );
    await assert.rejects(
      choose(world, clientId, Session, { NEW_PASSWORD: password, 'userAttributes.email_verified': 'true' }),
      refusal('NotAuthorizedException', 'A client attempted to write unauthorized attribute'),
    );
    await assert.rejects(
      choose(world, clientId, undefined, { NEW_PASSWORD: password }),
      refusal('InvalidParameterException'),
    );
    await assert.rejects(
      choose(world, clientId, 'AYABe'.repeat(20), { NEW_PASSWORD: password }),
      refusal('NotAuthorizedException', 'Invalid session for the user.'),
    );
  });

  // ledger: AdminRespondToAuthChallenge honoured — answers what AdminInitiateAuth or the app’s own sign-in asked
  test('is replaced through an administrator too, whoever began the sign-in', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await invited(world, [{ Name: 'email', Value: 'ada@example.com' }]);
    const { Session } = await byPassword(world, clientId, 'Temporary-1!');
    const other = await world.pool();
    const answer = {
      ...{ ChallengeName: 'NEW_PASSWORD_REQUIRED' as const, Session },
      ChallengeResponses: { USERNAME: 'ada', NEW_PASSWORD: password },
    };
    await assert.rejects(
      world.run('AdminRespondToAuthChallenge', { UserPoolId: other.poolId, ClientId: other.clientId, ...answer }),
      refusal('NotAuthorizedException', 'Invalid session for the user.'),
    );
    const result = await world.run('AdminRespondToAuthChallenge', {
      UserPoolId: poolId,
      ClientId: clientId,
      ...answer,
    });
    assert.ok(result.AuthenticationResult?.AccessToken);
  });

  test('that was replaced meanwhile opens no way to choose a new one', async () => {
    await using world = await openWorld();
    const { poolId, clientId } = await invited(world, [{ Name: 'email', Value: 'ada@example.com' }]);
    const { Session } = await byPassword(world, clientId, 'Temporary-1!');
    world.clock.advance(1);
    await world.run('AdminSetUserPassword', { UserPoolId: poolId, Username: 'ada', Password: 'Temporary-2!' });
    await assert.rejects(
      choose(world, clientId, Session, { NEW_PASSWORD: password }),
      refusal('NotAuthorizedException', 'Invalid session for the user.'),
    );
    assert.equal((await byPassword(world, clientId, 'Temporary-2!')).ChallengeName, 'NEW_PASSWORD_REQUIRED');
  });

  test('expires after the days the pool allows', async () => {
    await using world = await openWorld();
    const { clientId } = await invited(world);
    world.clock.advance(7 * 86_400_000);
    await assert.rejects(
      byPassword(world, clientId, 'Temporary-1!'),
      refusal('NotAuthorizedException', 'Temporary password has expired and must be reset by an administrator.'),
    );
  });

  test('of two answers at the same moment one chooses the password', async () => {
    await using world = await openWorld();
    const { clientId } = await invited(world, [{ Name: 'email', Value: 'ada@example.com' }]);
    const { Session } = await byPassword(world, clientId, 'Temporary-1!');
    const results = await Promise.allSettled(
      ['First-Choice-1!', 'Second-Choice-1!'].map((NEW_PASSWORD) => choose(world, clientId, Session, { NEW_PASSWORD })),
    );
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  });
});
