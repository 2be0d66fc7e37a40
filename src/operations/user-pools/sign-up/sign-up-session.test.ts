import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { secretHash } from '#crypto/secret-hash.ts';
import type { UserPools } from '#contract/aws.ts';
import { engines } from '../../../../test/support/engines.ts';
import { attributesOf, byMail, password, type ClientInput, type Place } from '../../../../test/support/people.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';

const minute = 60_000;
const choosing: ClientInput = { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };
const invalid = refusal('NotAuthorizedException', 'Invalid session for the user.');
const expired = refusal('NotAuthorizedException', 'Invalid session for the user, session is expired.');
const used = refusal('NotAuthorizedException', 'Invalid session for the user, session can only be used once.');

const signUp = (world: World, { clientId }: Place, Username = 'ada') =>
  world.run('SignUp', {
    ...{ ClientId: clientId, Username, Password: password },
    UserAttributes: attributesOf({ email: `${Username}@example.com` }),
  });

const confirm = async (world: World, { clientId }: Place, Session?: string, Username = 'ada') =>
  world.run('ConfirmSignUp', {
    ...{ ClientId: clientId, Username, ConfirmationCode: await world.codeFor(Username) },
    ...(Session !== undefined && { Session }),
  });

const signIn = (
  world: World,
  { clientId }: Place,
  Session: string | undefined,
  AuthParameters: Record<string, string> = {},
  AuthFlow: UserPools['InitiateAuth']['input']['AuthFlow'] = 'USER_AUTH',
) => world.run('InitiateAuth', { ClientId: clientId, AuthFlow, AuthParameters, ...(Session && { Session }) });

/** Somebody who has just confirmed its sign-up. */
async function newcomer(world: World, place: Place): Promise<{ sub: string; session: string }> {
  const { Session, UserSub } = await signUp(world, place);
  const { Session: session } = await confirm(world, place, Session);
  return { sub: UserSub!, session: session! };
}

suite('the session of a sign-up', () => {
  // ledger: SignUp honoured — answers a Session to clients with ALLOW_USER_AUTH, as long as AuthSessionValidity says
  test('is not given to a client without USER_AUTH', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail);
    assert.equal((await signUp(world, place)).Session, undefined);
    assert.deepEqual(await confirm(world, place), {});
  });

  // ledger: ConfirmSignUp.Session honoured — of the sign-up that is confirmed; where the client has ALLOW_USER_AUTH, the one that is answered signs the user in once
  test('confirms nobody else, and is refused of another client, from another step, altered and expired', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, choosing);
    const other = await world.pool(byMail, choosing);
    const { Session } = await signUp(world, place);
    const { Session: ofEve } = await signUp(world, place, 'eve');
    const { Session: elsewhere } = await signUp(world, other, 'grace');
    for (const wrong of [ofEve, elsewhere, `${Session!.slice(0, -2)}AA`, 'a-session-that-was-never-given-out']) {
      await assert.rejects(confirm(world, place, wrong), invalid);
    }
    await assert.rejects(signIn(world, place, Session), invalid, 'nobody signs in before the code is proven');
    world.clock.advance(3 * minute);
    await assert.rejects(confirm(world, place, Session), expired);
    assert.ok((await confirm(world, place)).Session, 'the code is good without it');
  });

  // ledger: InitiateAuth.Session honoured — of ConfirmSignUp, for USER_AUTH
  test('signs the user in once, without password or code', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, choosing);
    const { session, sub } = await newcomer(world, place);
    const { AuthenticationResult } = await signIn(world, place, session);
    const { Username } = await world.run('GetUser', { AccessToken: AuthenticationResult!.AccessToken! });
    assert.equal(Username, 'ada');
    assert.ok(AuthenticationResult!.RefreshToken);
    await assert.rejects(signIn(world, place, session), used);
    await assert.rejects(confirm(world, place, session), invalid, `${sub} is confirmed already`);
  });

  test('is worth nothing later, for another client, under another name, and in another flow', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, {
      ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
    const { session } = await newcomer(world, place);
    const { UserPoolClient } = await world.run('CreateUserPoolClient', {
      ...{ UserPoolId: place.poolId, ClientName: 'other', ...choosing },
    });
    await assert.rejects(signIn(world, { ...place, clientId: UserPoolClient!.ClientId! }, session), invalid);
    await assert.rejects(signIn(world, place, session, { USERNAME: 'eve' }), invalid);
    await assert.rejects(
      signIn(world, place, session, { USERNAME: 'ada', PASSWORD: 'Wrong-Horse-9!' }, 'USER_PASSWORD_AUTH'),
      refusal('NotAuthorizedException', 'Incorrect username or password.'),
    );
    world.clock.advance(3 * minute);
    await assert.rejects(signIn(world, place, session, { USERNAME: 'ada' }), expired);
  });

  test('is worth nothing once the user is disabled, deleted, signed out everywhere or has another password', async () => {
    const events: Record<string, (world: World, user: { UserPoolId: string; Username: string }) => Promise<unknown>> = {
      'User is disabled.': (world, user) => world.run('AdminDisableUser', user),
      deleted: (world, user) => world.run('AdminDeleteUser', user),
      'signed out': (world, user) => world.run('AdminUserGlobalSignOut', user),
      'another password': (world, user) =>
        world.run('AdminSetUserPassword', { ...user, Password: 'Another-Horse-9!', Permanent: true }),
    };
    await using world = await openWorld();
    for (const event of Object.values(events)) {
      // Each of them in a pool of its own.
      const place = await world.pool(byMail, choosing);
      const { session } = await newcomer(world, place);
      world.clock.advance(1);
      await event(world, { UserPoolId: place.poolId, Username: 'ada' });
      await assert.rejects(signIn(world, place, session), refusal('NotAuthorizedException'));
    }
  });

  test('does not stand in for the secret of a client that has one', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, { ...choosing, GenerateSecret: true });
    const hash = secretHash(place.secret!, 'ada', place.clientId);
    const { Session } = await world.run('SignUp', {
      ...{ ClientId: place.clientId, Username: 'ada', Password: password, SecretHash: hash },
      UserAttributes: attributesOf({ email: 'ada@example.com' }),
    });
    const { Session: session } = await world.run('ConfirmSignUp', {
      ...{ ClientId: place.clientId, Username: 'ada', SecretHash: hash, Session: Session! },
      ConfirmationCode: await world.codeFor('ada'),
    });
    await assert.rejects(signIn(world, place, session), refusal('NotAuthorizedException', /SECRET_HASH/));
    const { AuthenticationResult } = await signIn(world, place, session, { USERNAME: 'ada', SECRET_HASH: hash });
    assert.ok(AuthenticationResult!.IdToken);
  });

  test('without one, USER_AUTH is refused by name', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, choosing);
    await assert.rejects(
      signIn(world, place, undefined, { USERNAME: 'ada' }),
      refusal('InvalidParameterException', /^AuthFlow USER_AUTH without a Session is not supported/),
    );
  });
});

for (const engine of Object.keys(engines) as (keyof typeof engines)[]) {
  test(`of ten simultaneous sign-ins with one session, one succeeds, on ${engine}`, async () => {
    await using world = await openWorld({ engine });
    const place = await world.pool(byMail, choosing);
    const { session } = await newcomer(world, place);
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => signIn(world, place, session)));
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
  });
}
