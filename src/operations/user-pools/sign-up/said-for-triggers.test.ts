import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { openWorld, type World } from '../../../../test/support/world.ts';

const ClientMetadata = { campaign: 'spring' };
const AnalyticsMetadata = { AnalyticsEndpointId: 'endpoint' };
const UserContextData = { IpAddress: '198.51.100.7', EncodedData: 'ZGV2aWNl' };
const said = { ClientMetadata, AnalyticsMetadata, UserContextData };
const Password = 'Correct-Horse-9!';

/** A user's way from signing up to a new password, told more than it takes or not. */
async function story(world: World, more: Partial<typeof said>) {
  const { poolId, clientId } = await world.pool({ AutoVerifiedAttributes: ['email'] });
  const user = { ...more, ClientId: clientId, Username: 'ada' };
  const forAdministrators = { ...(more.ClientMetadata && { ClientMetadata: more.ClientMetadata }), UserPoolId: poolId };
  const ValidationData = [{ Name: 'invitation', Value: '7' }];
  const told = more.ClientMetadata ? { ValidationData } : {};
  const answers = [
    await world.run('SignUp', {
      ...{ ...user, ...told, Password },
      UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
    }),
    await world.run('ResendConfirmationCode', user),
    await world.run('ConfirmSignUp', { ...user, ConfirmationCode: await world.codeFor('ada') }),
    await world.run('ForgotPassword', user),
    await world.run('ConfirmForgotPassword', {
      ...{ ...user, Password: `${Password}!` },
      ConfirmationCode: await world.codeFor('ada'),
    }),
    await world.run('AdminUpdateUserAttributes', {
      ...{ ...forAdministrators, Username: 'ada' },
      UserAttributes: [{ Name: 'name', Value: 'Ada' }],
    }),
    await world.run('AdminResetUserPassword', { ...forAdministrators, Username: 'ada' }),
  ];
  const { User } = await world.run('AdminCreateUser', { ...forAdministrators, ...told, Username: 'bob' });
  const { UserAttributes } = await world.run('AdminGetUser', { UserPoolId: poolId, Username: 'ada' });
  const attributes = [...User!.Attributes!, ...UserAttributes!].filter(({ Name }) => Name !== 'sub');
  const sent = (await world.outbox()).map(({ trigger, body, code }) => [trigger, body.replace(code ?? '', '')]);
  return { answers: answers.map(({ UserSub: _, ...answer }: { UserSub?: string }) => answer), attributes, sent };
}

suite('what is said for triggers, analytics and threat protection', () => {
  // ledger: SignUp.ClientMetadata honoured — it is for triggers, and a pool that names one is refused; so it is of every operation that takes it
  // ledger: SignUp.ValidationData honoured — it is for the trigger before sign-up, and a pool that names one is refused
  // ledger: SignUp.AnalyticsMetadata honoured — it is for Amazon Pinpoint, and a client that names a project is refused; so it is of every operation that takes it
  // ledger: SignUp.UserContextData honoured — it is for threat protection, and a pool that switches it on is refused; so it is of every operation that takes it
  // ledger: AdminCreateUser.ClientMetadata honoured — it is for triggers, and a pool that names one is refused
  // ledger: AdminCreateUser.ValidationData honoured — it is for the trigger before sign-up, and a pool that names one is refused
  test('changes no answer, no user and no message without them', async () => {
    await using world = await openWorld();
    const plain = await story(world, {});
    await using other = await openWorld();
    assert.deepEqual(await story(other, said), plain);
  });
});
