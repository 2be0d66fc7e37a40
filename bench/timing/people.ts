import type { RootCredentials } from '#config/credentials-file.ts';
import { publicRequest, signedRequest } from '../aws-request.ts';
import { openConnection, type HttpConnection } from '../http-connection.ts';

/** Who is asked about: names that somebody has, and others of the same form that nobody has. */
export interface People {
  readonly clientId: string;
  readonly known: Readonly<Record<'confirmed' | 'unconfirmed', readonly string[]>>;
  readonly unknown: Readonly<Record<'confirmed' | 'unconfirmed', readonly string[]>>;
}

const password = 'Correct-Horse-9!';
const atOnce = 8;

async function send(connection: HttpConnection, request: string): Promise<Record<string, never>> {
  const { status, body } = await connection.send(request);
  if (status !== 200) throw new Error(`The server answers ${status}: ${body}`);
  return JSON.parse(body) as Record<string, never>;
}

/** Makes a pool whose client hides who exists, and so many users of each kind. */
export async function makePeople(port: number, root: RootCredentials, count: number): Promise<People> {
  const admin = await openConnection(port);
  const { UserPool } = await send(
    admin,
    signedRequest(root, 'CreateUserPool', {
      PoolName: 'timing',
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
    }),
  );
  const { Id: UserPoolId } = UserPool as unknown as { Id: string };
  const { UserPoolClient } = await send(
    admin,
    signedRequest(root, 'CreateUserPoolClient', {
      UserPoolId,
      ClientName: 'app',
      PreventUserExistenceErrors: 'ENABLED',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'],
    }),
  );
  const { ClientId } = UserPoolClient as unknown as { ClientId: string };
  admin.close();

  const confirmed = names('a', count);
  const unconfirmed = names('b', count);
  const waiting = [...confirmed, ...unconfirmed];
  const work = async () => {
    const connection = await openConnection(port);
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const UserAttributes = [{ Name: 'email', Value: name }];
      await send(connection, publicRequest('SignUp', { ClientId, Username: name, Password: password, UserAttributes }));
      if (unconfirmed.includes(name)) continue;
      await send(connection, signedRequest(root, 'AdminConfirmSignUp', { UserPoolId, Username: name }));
      const verified = [{ Name: 'email_verified', Value: 'true' }];
      const input = { UserPoolId, Username: name, UserAttributes: verified };
      await send(connection, signedRequest(root, 'AdminUpdateUserAttributes', input));
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return {
    clientId: ClientId,
    known: { confirmed, unconfirmed },
    unknown: { confirmed: names('c', count), unconfirmed: names('d', count) },
  };
}

/** Of one length, and spread like names are, so that neither index nor cache knows one kind better. */
const names = (kind: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => {
    const spread = (((index + 1) * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, '0');
    return `${spread}${kind}@example.com`;
  });
