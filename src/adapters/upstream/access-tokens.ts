import type { AccessTokenFacts, AccessTokenIssuer } from '#ports/token-issuers.ts';
import { type GuardedFetch, OutboundError } from './guarded-fetch.ts';
import { jsonObject } from './json-at.ts';

/** Where each issuer is asked about its access tokens. */
export const lookUpAddresses: Readonly<Record<AccessTokenIssuer, string>> = {
  'graph.facebook.com': 'https://graph.facebook.com',
  'www.amazon.com': 'https://api.amazon.com',
};

/** Asks one issuer about a token; undefined where it does not accept the token. */
type LookUp = (ask: Ask, accessToken: string) => Promise<AccessTokenFacts | undefined>;
type Ask = (path: string, headers?: Readonly<Record<string, string>>) => Promise<Record<string, unknown> | undefined>;

/** The Graph API tells an application and a user their own ids, and nothing needs the application's secret. */
const facebook: LookUp = async (ask, accessToken) => {
  const headers = { authorization: `Bearer ${accessToken}` };
  const [app, user] = await Promise.all([ask('/app?fields=id', headers), ask('/me?fields=id', headers)]);
  return facts(app?.['id'], user?.['id']);
};

/** Source: Login with Amazon developer guide, "Verify access tokens". */
const amazon: LookUp = async (ask, accessToken) => {
  const found = await ask(`/auth/o2/tokeninfo?${new URLSearchParams({ access_token: accessToken })}`);
  if (!found || Number(found['exp']) <= 0) return undefined;
  return facts(found['app_id'], found['user_id']);
};

const lookUps: Readonly<Record<AccessTokenIssuer, LookUp>> = {
  'graph.facebook.com': facebook,
  'www.amazon.com': amazon,
};

const facts = (appId: unknown, userId: unknown): AccessTokenFacts | undefined =>
  typeof appId === 'string' && typeof userId === 'string' && appId !== '' && userId !== ''
    ? { appId, userId }
    : undefined;

/** A header holds a token's characters (RFC 6750 §2.1) and nothing else; no issuer's token has others. */
const tokenForm = /^[\w.~+/|=-]{1,4096}$/;

/** @throws OutboundError when the issuer cannot be asked */
export async function lookedUp(
  fetch: GuardedFetch,
  issuer: AccessTokenIssuer,
  accessToken: string,
  base: string,
): Promise<AccessTokenFacts | undefined> {
  if (!tokenForm.test(accessToken)) return undefined;
  return lookUps[issuer](async (path, headers = {}) => {
    const { status, body } = await fetch(base + path, { headers });
    if (status >= 400 && status < 500 && status !== 429) return undefined;
    const answer = status === 200 ? jsonObject(body) : undefined;
    if (!answer) throw new OutboundError('failed', `${issuer} answered with status ${status}.`);
    return answer as Record<string, unknown>;
  }, accessToken);
}
