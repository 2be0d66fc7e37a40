import type { Client } from './client.ts';

/** Where people sign up in these tests: by address, with rotating refresh tokens that have no grace. */
export interface Place {
  readonly poolId: string;
  readonly clientId: string;
}

export const password = 'Correct-Horse-9!';
export const group = 'readers';

export async function makePlace(client: Client): Promise<Place> {
  const { UserPool } = await client.call('CreateUserPool', {
    PoolName: 'faults',
    UsernameAttributes: ['email'],
    AutoVerifiedAttributes: ['email'],
    Policies: { PasswordPolicy: { MinimumLength: 8 } },
  });
  const poolId = UserPool?.Id ?? '';
  await client.call('CreateGroup', { UserPoolId: poolId, GroupName: group });
  const { UserPoolClient } = await client.call('CreateUserPoolClient', {
    UserPoolId: poolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
  });
  return { poolId, clientId: UserPoolClient?.ClientId ?? '' };
}

/** The input of a sign-up by this address. */
export const signUpOf = ({ clientId }: Place, email: string) => ({
  ClientId: clientId,
  Username: email,
  Password: password,
  UserAttributes: [{ Name: 'email', Value: email }],
});

/** The input of a sign-in with the password. */
export const signInOf = ({ clientId }: Place, email: string, secret: string = password) => ({
  ClientId: clientId,
  AuthFlow: 'USER_PASSWORD_AUTH' as const,
  AuthParameters: { USERNAME: email, PASSWORD: secret },
});
