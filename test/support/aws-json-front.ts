import assert from 'node:assert/strict';
import { Hono } from 'hono';
import { type JsonServiceModel, identityPoolsModel, userPoolsModel } from '#contract/model.ts';
import { Failure } from '#domain/failures.ts';
import type { Call } from '#operations/operation.ts';
import { signedRequest } from './signed-request.ts';
import { sigV4Authenticator } from '#fronts/sigv4/authenticate.ts';
import type { Asked } from '#fronts/sigv4/authorize.ts';
import { awsJsonFront } from '#fronts/aws-json/front.ts';

export const principal = {
  kind: 'root',
  arn: 'arn:aws:iam::000000000000:root',
  accountId: '000000000000',
  accessKeyId: 'AKIAROOT',
} as const;
const nobody = {
  ...principal,
  kind: 'user',
  arn: 'arn:aws:iam::000000000000:user/ada',
  accessKeyId: 'AKIAADA',
} as const;
const key = { accessKeyId: 'AKIAROOT', secret: 'secret' };

/** A front with a few operations that show what they were given. */
export function newFront(bodyLimit?: number) {
  const logged: { details: object; message: string }[] = [];
  const asked: Asked[] = [];
  let ids = 0;
  const show = async (input: object, services: string, { region, principal: who, userAgent }: Call) => ({
    input,
    services,
    region,
    arn: who?.arn,
    userAgent,
  });
  const front = awsJsonFront({
    apis: [
      {
        model: userPoolsModel,
        operations: {
          ...Object.fromEntries(
            [
              'GetUser',
              'InitiateAuth',
              'ListUserPools',
              'DescribeUserPool',
              'TagResource',
              'UpdateAuthEventFeedback',
            ].map((name) => [name, show]),
          ),
          GlobalSignOut: async () => {
            throw new Failure('accessTokenRevoked');
          },
          ForgotPassword: async () => {
            throw new Failure('codeDelivery', { reason: 'line one\nzoë' });
          },
          DeleteUser: async () => ({}),
          SignUp: async () => {
            throw new Error('the database said: password=hunter2');
          },
          ListUsers: async () => ({ Users: [{ UserCreateDate: new Date(1500) }] }),
        },
      },
      { model: identityPoolsModel, operations: { GetId: show, DescribeIdentityPool: show } },
    ],
    services: 'the services',
    authenticate: sigV4Authenticator({
      accessKeys: {
        async find(accessKeyId) {
          const who = [principal, nobody].find((one) => one.accessKeyId === accessKeyId);
          return who && { secret: 'secret', principal: who, active: true };
        },
      },
      now: Date.now,
    }),
    authorize: async (request) => {
      asked.push(request);
      if (request.call.principal?.kind !== 'root') {
        throw new Failure('accessDenied', { principal: nobody.arn, action: request.action, resource: '*' });
      }
    },
    defaultRegion: 'us-east-1',
    newRequestId: () => `request-${(ids += 1)}`,
    log: { error: (details, message) => logged.push({ details, message }) },
    ...(bodyLimit && { bodyLimit }),
  });
  const app = new Hono().all('/', front);
  return { app, logged, asked };
}

export const target = (operation: string, service = userPoolsModel.target) => `${service}.${operation}`;

export const unsigned = (operation: string, body: RequestInit['body'] = '{}', headers: Record<string, string> = {}) =>
  new Request('http://localhost/', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target(operation), ...headers },
  });

export const signed = (
  operation: string,
  input: object = {},
  more: object = {},
  model: JsonServiceModel = userPoolsModel,
) =>
  signedRequest({
    ...key,
    target: target(operation, model.target),
    service: model.service,
    body: JSON.stringify(input),
    ...more,
  });

export async function answered(request: Request, front = newFront()) {
  const response = await front.app.request(request);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
  };
}

export async function refused(
  request: Request,
  status: number,
  code: string,
  message: RegExp | string,
  front = newFront(),
) {
  const answer = await answered(request, front);
  assert.equal(answer.status, status);
  assert.deepEqual(Object.keys(answer.body), ['__type', 'message']);
  assert.equal(answer.body.__type, code);
  if (typeof message === 'string') assert.equal(answer.body.message, message);
  else assert.match(String(answer.body.message), message);
  assert.equal(answer.headers.get('x-amzn-errortype'), `${code}:`);
  assert.equal(answer.headers.get('x-amzn-requestid'), 'request-1');
  assert.equal(answer.headers.get('content-type'), 'application/x-amz-json-1.1');
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  return answer;
}

/** The same as a test of its own. */
export const isRefused =
  (...expected: Parameters<typeof refused>) =>
  async () => {
    await refused(...expected);
  };
