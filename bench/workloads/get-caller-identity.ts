import { iam, signedRequest, sts, type SigningCredentials } from '../aws-request.ts';
import type { HttpConnection } from '../http-connection.ts';
import { credentialsOf, identityOf, makeIdentityPool, textIn } from '../identity-pool.ts';
import type { Site } from '../site.ts';
import { exchange, inTurn, type Workload } from '../workload.ts';
import { signatureCheck } from './parts.ts';

const sessions = 64;

/** A user of IAM with a lasting key. It needs no policy to ask who it is. */
async function userKey({ credentials, run }: Site, connection: HttpConnection): Promise<SigningCredentials> {
  const UserName = `bench-${run}`;
  const call = (operation: string) => exchange(connection, signedRequest(credentials, operation, { UserName }, iam));
  await call('CreateUser');
  const answer = await call('CreateAccessKey');
  return { accessKeyId: textIn(answer, 'AccessKeyId'), secretAccessKey: textIn(answer, 'SecretAccessKey') };
}

async function guestKeys(site: Site, connection: HttpConnection): Promise<SigningCredentials[]> {
  const pool = await makeIdentityPool(site, connection, 'callers');
  const keys: SigningCredentials[] = [];
  while (keys.length < sessions) keys.push(await credentialsOf(connection, await identityOf(connection, pool)));
  return keys;
}

const askedWith = (
  kind: string,
  who: string,
  keys: (site: Site, connection: HttpConnection) => Promise<SigningCredentials[]>,
): Workload => ({
  name: `GetCallerIdentity, ${kind} key`,
  concurrency: 16,
  exchanges: 1,
  parts: [signatureCheck],
  async prepare(site, connection) {
    const requests = (await keys(site, connection)).map((key) => signedRequest(key, 'GetCallerIdentity', {}, sts));
    return async (over, turn) => {
      const arn = textIn(await exchange(over, inTurn(requests, turn)), 'Arn');
      if (!arn.includes(who)) throw new Error(`GetCallerIdentity answered ${arn}.`);
    };
  },
});

/** Whose key it is. A session's key comes with its token, which is opened when it is first seen. */
export const callerIdentities: readonly Workload[] = [
  askedWith('lasting', ':user/', async (site, connection) => [await userKey(site, connection)]),
  askedWith('session', ':assumed-role/', guestKeys),
];
