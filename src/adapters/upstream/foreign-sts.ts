import { Failure } from '#domain/failures.ts';
import type { CredentialSource, PoolRoleRequest, SessionCredentials } from '#ports/credential-source.ts';
import type { IdentityTokens } from '#ports/identity-tokens.ts';
import { type GuardedFetch, OutboundError } from './guarded-fetch.ts';
import { readXml, textAt, type XmlElement } from './plain-xml.ts';

export interface ForeignStsOptions {
  /** Where its Query protocol is: `https://sts.eu-west-1.amazonaws.com`. */
  readonly url: string;
  readonly fetch: GuardedFetch;
  readonly identityTokens: Pick<IdentityTokens, 'sign'>;
  /** Real time in milliseconds. */
  readonly now: () => number;
  /** Says why there are no credentials, which clients are not told. Tokens and credentials are never handed to it. */
  readonly log: { warn(details: object, message: string): void };
  /** How many requests may be under way, since anybody may be a guest: 200 unless given. */
  readonly atOnce?: number;
}

/** A token service of somebody else, where roles trust our issuer: it gets the pool's own token, and its credentials go on as they are. */
export function foreignSts({
  url,
  fetch,
  identityTokens,
  now,
  log,
  atOnce = 200,
}: ForeignStsOptions): CredentialSource {
  let underWay = 0;

  const refuse = (failure: Failure, roleArn: string, why: object): never => {
    log.warn({ sts: new URL(url).host, roleArn, ...why }, 'the token service gave no credentials');
    throw failure;
  };
  return {
    roles: 'elsewhere',
    async credentialsFor(request) {
      const { roleArn, region, claims } = request;
      if (underWay >= atOnce) throw new Failure('tooManyRequests');
      underWay++;
      const { status, answer } = await identityTokens
        .sign(region, claims)
        .then((token) => asked(fetch, url, formOf(request, token)))
        .catch((error: unknown) => {
          if (!(error instanceof OutboundError)) throw error;
          return refuse(unreachable(), roleArn, { reason: error.message });
        })
        .finally(() => underWay--);
      if (status === 200) {
        const credentials = answer && credentialsIn(answer);
        if (credentials && credentials.Expiration.getTime() > now()) return credentials;
        return refuse(unreachable(), roleArn, {
          reason: credentials ? 'They have expired.' : 'It gave another answer.',
        });
      }
      const code = answer && codeIn(answer);
      const isRefusal = status >= 400 && status < 500 && status !== 429 && !passing.has(code ?? '');
      return refuse(isRefusal ? new Failure('identityPoolMisconfigured') : unreachable(), roleArn, { status, code });
    },
  };
}

const unreachable = () => new Failure('externalService', { provider: 'The token service' });

/** Refusals that are over in a moment, which AWS answers with status 400. */
const passing: ReadonlySet<string> = new Set(['IDPCommunicationError', 'RequestLimitExceeded', 'Throttling']);

/** AWS STS API reference, AssumeRoleWithWebIdentity. */
function formOf({ roleArn, sessionName, durationSeconds, policies, policyArns }: PoolRoleRequest, token: string) {
  const [policy] = policies;
  return new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    WebIdentityToken: token,
    DurationSeconds: String(durationSeconds),
    ...(policy !== undefined && { Policy: policy }),
    ...Object.fromEntries(policyArns.map((arn, index) => [`PolicyArns.member.${index + 1}.arn`, arn])),
  });
}

async function asked(fetch: GuardedFetch, url: string, form: URLSearchParams) {
  const { status, body } = await fetch(url, {
    method: 'POST',
    // AWS answers those who accept JSON with JSON.
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', accept: 'text/xml' },
    body: form.toString(),
  });
  return { status, answer: readXml(body.toString('utf8')) };
}

const place = ['AssumeRoleWithWebIdentityResponse', 'AssumeRoleWithWebIdentityResult', 'Credentials'];
const visible = /^[\x21-\x7e]+$/;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** Credentials are complete or none. */
function credentialsIn(answer: XmlElement): SessionCredentials | undefined {
  const [AccessKeyId = '', SecretAccessKey = '', SessionToken = '', expiration = ''] = [
    'AccessKeyId',
    'SecretAccessKey',
    'SessionToken',
    'Expiration',
  ].map((name) => textAt(answer, [...place, name]));
  const Expiration = new Date(moment.test(expiration) ? expiration : NaN);
  const isWhole = [AccessKeyId, SecretAccessKey, SessionToken].every((value) => visible.test(value));
  return isWhole && !Number.isNaN(Expiration.getTime())
    ? { AccessKeyId, SecretAccessKey, SessionToken, Expiration }
    : undefined;
}

/** The refusal's name, and not its text, which may repeat what was sent. Gateways leave the outer element out. */
function codeIn(answer: XmlElement): string | undefined {
  const code = textAt(answer, ['ErrorResponse', 'Error', 'Code']) ?? textAt(answer, ['Error', 'Code']);
  return code !== undefined && /^[\w.]{1,64}$/.test(code) ? code : undefined;
}
