import assert from 'node:assert/strict';
import { Hono } from 'hono';
import { iamModel, type QueryServiceModel, stsModel } from '#contract/model.ts';
import { hmacSha256 } from '#crypto/digests.ts';
import { formatAmzDate } from '#crypto/sigv4/amz-date.ts';
import { canonicalRequest } from '#crypto/sigv4/canonical-request.ts';
import { emptyBodySha256 } from '#crypto/sigv4/request.ts';
import { signingKey } from '#crypto/sigv4/signing-key.ts';
import { stringToSign } from '#crypto/sigv4/string-to-sign.ts';
import { Failure } from '#domain/failures.ts';
import { awsQueryFront, speaksQuery } from '#fronts/aws-query/front.ts';
import { sigV4Authenticator } from '#fronts/sigv4/authenticate.ts';
import type { Asked } from '#fronts/sigv4/authorize.ts';
import type { Call } from '#operations/operation.ts';
import { signedRequest, type SignedRequestOptions } from './signed-request.ts';

export const root = {
  kind: 'root',
  arn: 'arn:aws:iam::000000000000:root',
  accountId: '000000000000',
  accessKeyId: 'AKIAROOT',
} as const;
const ada = {
  ...root,
  kind: 'user',
  arn: 'arn:aws:iam::000000000000:user/ada',
  accessKeyId: 'AKIAADA',
} as const;

/** What an operation was called with. */
export interface Received {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly call: Call;
}

/** A front with operations that keep what they were given and answer what a test asks for. */
export function newQueryFront({ bodyLimit, answer = {} }: { bodyLimit?: number; answer?: object } = {}) {
  const logged: { details: object; message: string }[] = [];
  const asked: Asked[] = [];
  const received: Received[] = [];
  const take = (name: string) => async (input: Received['input'], _: unknown, call: Call) => {
    received.push({ name, input, call });
    return answer;
  };
  const fails = (error: Error) => async () => {
    throw error;
  };
  let ids = 0;
  const names = ['CreateRole', 'TagRole', 'UntagRole', 'ListRoles', 'DeleteRole', 'GetRole', 'UpdateRole'];
  const front = awsQueryFront({
    apis: [
      {
        model: iamModel,
        operations: {
          ...Object.fromEntries(
            [...names, 'CreatePolicyVersion', 'SimulateCustomPolicy'].map((name) => [name, take(name)]),
          ),
          GetUser: fails(new Failure('noSuchEntity', { reason: `no <user> & "none"\r\n'there'` })),
          CreateUser: fails(new Error('the database said: password=hunter2')),
          CreateGroup: fails(new Failure('tooManyRequests')),
        },
      },
      {
        model: stsModel,
        operations: Object.fromEntries(
          ['AssumeRole', 'AssumeRoleWithWebIdentity', 'GetCallerIdentity'].map((name) => [name, take(name)]),
        ),
      },
    ],
    services: {},
    authenticate: sigV4Authenticator({
      accessKeys: {
        async find(accessKeyId, token) {
          const who = { AKIAROOT: root, AKIAADA: ada, AKIAOFF: ada, ASIAOVER: ada }[accessKeyId];
          if (!who || (accessKeyId === 'ASIAOVER') !== (token === 'token')) return undefined;
          const expiresAt = accessKeyId === 'ASIAOVER' ? 1 : undefined;
          return { secret: 'secret', principal: who, active: accessKeyId !== 'AKIAOFF', expiresAt };
        },
      },
      now: Date.now,
    }),
    authorize: async (request) => {
      asked.push(request);
      if (request.call.principal?.kind !== 'root') {
        throw new Failure('accessDenied', { principal: ada.arn, action: request.action, resource: '*' });
      }
    },
    defaultRegion: 'us-east-1',
    newRequestId: () => `request-${(ids += 1)}`,
    log: { error: (details, message) => logged.push({ details, message }) },
    ...(bodyLimit !== undefined && { bodyLimit }),
  });
  const app = new Hono().all('/', async (context) =>
    speaksQuery(context) ? front(context) : new Response('the other front', { status: 421 }),
  );
  return { app, logged, asked, received };
}

export const form = 'application/x-www-form-urlencoded; charset=utf-8';

/** A body as a client would write it: `Action`, `Version`, and what is given. */
export const bodyOf = (action: string, rest = '', model: QueryServiceModel = iamModel) =>
  `Action=${action}&Version=${model.apiVersion}${rest === '' ? '' : `&${rest}`}`;

export const signed = (body: string, more: Partial<SignedRequestOptions> = {}) =>
  signedRequest({ accessKeyId: 'AKIAROOT', secret: 'secret', service: 'iam', contentType: form, body, ...more });

export const unsigned = (body: string, headers: Record<string, string> = {}) =>
  new Request('http://localhost/', { method: 'POST', body, headers: { 'content-type': form, ...headers } });

/** A GET whose signature stands in its query. */
export function presigned(
  query: string,
  {
    service = 'iam',
    at = Date.now(),
    expires = 60,
    method = 'GET',
  }: { service?: string; at?: number; expires?: number; method?: string } = {},
): Request {
  const amzDate = formatAmzDate(at);
  const date = amzDate.slice(0, 8);
  const scope = { amzDate, date, region: 'us-east-1', service };
  const credential = encodeURIComponent(`AKIAROOT/${date}/us-east-1/${service}/aws4_request`);
  const rawTarget = `/?${query}&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${credential}&X-Amz-Date=${amzDate}&X-Amz-Expires=${expires}&X-Amz-SignedHeaders=host`;
  const unsignedForm = { method, rawTarget, rawHeaders: [['host', 'localhost']] as const, bodySha256: emptyBodySha256 };
  const canonical = canonicalRequest(unsignedForm, ['host'], 'normalised') ?? '';
  const signature = hmacSha256(signingKey('secret', date, 'us-east-1', service), stringToSign(scope, canonical));
  return new Request(`http://localhost${rawTarget}&X-Amz-Signature=${signature.toString('hex')}`, { method });
}

export async function answered(request: Request, front = newQueryFront()) {
  const response = await front.app.request(request);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The input with which an operation was run. */
export async function inputOf(body: string): Promise<Received['input']> {
  const front = newQueryFront();
  const { status, text } = await answered(signed(body), front);
  assert.equal(status, 200, text);
  return front.received[0]!.input;
}

/** Asks and holds the answer to AWS's form of an error. */
export async function refused(
  request: Request,
  status: number,
  code: string,
  message: RegExp | string,
  {
    front = newQueryFront(),
    model = iamModel,
  }: { front?: ReturnType<typeof newQueryFront>; model?: QueryServiceModel | null } = {},
) {
  const answer = await answered(request, front);
  const type = status < 500 ? 'Sender' : 'Receiver';
  const namespace = model?.xmlNamespace ?? 'http://webservices.amazon.com/AWSFault/2005-15-09';
  const start = `<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${code}</Code><Message>`;
  const end = '</Message></Error><RequestId>request-1</RequestId></ErrorResponse>';
  assert.equal(answer.text.slice(0, start.length), start);
  assert.equal(answer.text.slice(-end.length), end);
  assert.equal(answer.status, status);
  const text = answer.text.slice(start.length, -end.length);
  if (typeof message === 'string') assert.equal(text, message);
  else assert.match(text, message);
  assert.equal(answer.headers.get('content-type'), 'text/xml');
  assert.equal(answer.headers.get('x-amzn-requestid'), 'request-1');
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  assert.deepEqual(front.received, []);
  return answer;
}

/** The same as a test of its own. */
export const isRefused =
  (...expected: Parameters<typeof refused>) =>
  async () => {
    await refused(...expected);
  };
