import { randomBytes } from 'node:crypto';
import { publicRequest } from '../aws-request.ts';
import type { HttpConnection } from '../http-connection.ts';
import { clientValue, type SrpChallenge } from '../srp-client.ts';

/** Something a stranger can ask about a name. What `ready` sends is not measured, what `request` makes of it is. */
export interface Probe {
  readonly name: string;
  /** Whether the users it is asked about have confirmed their sign-up. */
  readonly about: 'confirmed' | 'unconfirmed';
  ready?(connection: HttpConnection, clientId: string, username: string): Promise<unknown>;
  request(clientId: string, username: string, ready: unknown): string;
}

const wrongPassword = 'Wrong-Horse-9!';
const wrongCode = 'x00000';

const srpBegin = (ClientId: string, USERNAME: string): string =>
  publicRequest('InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME, SRP_A: clientValue },
  });

/** In the order in which they are asked: a code can only be tried after one was asked for. */
export const probes: readonly Probe[] = [
  {
    name: 'InitiateAuth USER_PASSWORD_AUTH, wrong password',
    about: 'confirmed',
    request: (ClientId, USERNAME) =>
      publicRequest('InitiateAuth', {
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME, PASSWORD: wrongPassword },
      }),
  },
  { name: 'InitiateAuth USER_SRP_AUTH', about: 'confirmed', request: srpBegin },
  {
    name: 'RespondToAuthChallenge PASSWORD_VERIFIER, wrong proof',
    about: 'confirmed',
    ready: (connection, clientId, username) => connection.send(srpBegin(clientId, username)).then(({ body }) => body),
    request(ClientId, _, answer) {
      const { ChallengeParameters } = JSON.parse(String(answer)) as { ChallengeParameters: SrpChallenge };
      return publicRequest('RespondToAuthChallenge', {
        ClientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: {
          USERNAME: ChallengeParameters.USER_ID_FOR_SRP,
          PASSWORD_CLAIM_SECRET_BLOCK: ChallengeParameters.SECRET_BLOCK,
          PASSWORD_CLAIM_SIGNATURE: randomBytes(32).toString('base64'),
          TIMESTAMP: 'Tue Mar 3 04:05:06 UTC 2026',
        },
      });
    },
  },
  {
    name: 'ForgotPassword',
    about: 'confirmed',
    request: (ClientId, Username) => publicRequest('ForgotPassword', { ClientId, Username }),
  },
  {
    name: 'ConfirmForgotPassword, wrong code',
    about: 'confirmed',
    request: (ClientId, Username) =>
      publicRequest('ConfirmForgotPassword', {
        ClientId,
        Username,
        ConfirmationCode: wrongCode,
        Password: wrongPassword,
      }),
  },
  {
    name: 'ResendConfirmationCode',
    about: 'unconfirmed',
    request: (ClientId, Username) => publicRequest('ResendConfirmationCode', { ClientId, Username }),
  },
  {
    name: 'ConfirmSignUp, wrong code',
    about: 'unconfirmed',
    request: (ClientId, Username) =>
      publicRequest('ConfirmSignUp', { ClientId, Username, ConfirmationCode: wrongCode }),
  },
];
