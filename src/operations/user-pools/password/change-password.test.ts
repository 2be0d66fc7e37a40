import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  accessToken,
  byMail,
  changeStored,
  confirmedUser,
  password,
  passwordClient,
} from '../../../../test/support/people.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { openWorld, type World } from '../../../../test/support/world.ts';

const newPassword = 'Even-Better-7?';
const limit = refusal('LimitExceededException', 'Attempt limit exceeded, please try after some time.');

const change = (
  world: World,
  AccessToken: string,
  PreviousPassword: string | undefined,
  ProposedPassword = newPassword,
) => world.run('ChangePassword', { AccessToken, PreviousPassword, ProposedPassword });

suite('ChangePassword', () => {
  test('needs the token, the previous password, and a new one that conforms', async () => {
    await using world = await openWorld();
    const PasswordPolicy = { MinimumLength: 8, PasswordHistorySize: 1 };
    const place = await world.pool({ ...byMail, Policies: { PasswordPolicy } }, passwordClient);
    await confirmedUser(world, place, 'ada');
    const token = await accessToken(world, place, 'ada');
    const wrong = refusal('NotAuthorizedException', 'Incorrect username or password.');
    await assert.rejects(
      change(world, 'no.token.here', password),
      refusal('NotAuthorizedException', 'Invalid Access Token'),
    );
    await assert.rejects(change(world, token, 'Wrong-Horse-9!'), wrong);
    await assert.rejects(change(world, token, undefined), wrong);
    await assert.rejects(change(world, token, password, 'short'), refusal('InvalidPasswordException'));
    await assert.rejects(change(world, token, password, password), refusal('PasswordHistoryPolicyViolationException'));
    await assert.rejects(change(world, token, 'Wrong-Horse-9!'), wrong);
    await assert.rejects(change(world, token, password), limit);
    assert.ok(await accessToken(world, place, 'ada'), 'the password is unchanged');
  });

  // ledger: ChangePassword honoured — sessions go on; five an hour
  test('the new password works, the old one does not, and the session goes on', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, passwordClient);
    await confirmedUser(world, place, 'ada');
    const token = await accessToken(world, place, 'ada');
    assert.deepEqual(await change(world, token, password), {});
    await assert.rejects(accessToken(world, place, 'ada', password), refusal('NotAuthorizedException'));
    assert.ok(await accessToken(world, place, 'ada', newPassword));
    assert.equal((await world.run('GetUser', { AccessToken: token })).Username, 'ada');
  });

  test('of two who change it at once, knowing the same password, one does', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, passwordClient);
    await confirmedUser(world, place, 'ada');
    const token = await accessToken(world, place, 'ada');
    const tried = ['First-Choice-1!', 'Second-Choice-2!'];
    const outcomes = await Promise.allSettled(tried.map((secret) => change(world, token, password, secret)));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  test('a user without a password sets the first one without a previous one', async () => {
    await using world = await openWorld();
    const place = await world.pool(byMail, passwordClient);
    const sub = await confirmedUser(world, place, 'ada');
    const token = await accessToken(world, place, 'ada');
    await changeStored(world, place, sub, { password: undefined });
    await change(world, token, undefined);
    assert.ok(await accessToken(world, place, 'ada', newPassword));
  });
});
