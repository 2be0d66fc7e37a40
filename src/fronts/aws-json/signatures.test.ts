import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type JsonServiceModel, identityPoolsModel, userPoolsModel } from '#contract/model.ts';
import {
  answered,
  isRefused,
  newFront,
  principal,
  refused,
  signed,
  target,
  unsigned,
} from '../../../test/support/aws-json-front.ts';

suite('a signed operation is refused', () => {
  test(
    'unsigned',
    isRefused(unsigned('ListUserPools'), 400, 'MissingAuthenticationTokenException', 'Missing Authentication Token'),
  );

  test(
    'unsigned even when it is not built',
    isRefused(unsigned('CreateUserPool'), 400, 'MissingAuthenticationTokenException', /./),
  );

  test('before its input is looked at', async () => {
    await refused(
      signed('ListUserPools', { MaxResults: 'x' }, { secret: 'wrong' }),
      400,
      'InvalidSignatureException',
      /does not match/,
    );
  });

  test('with its body exchanged', async () => {
    const { headers } = signed('ListUserPools', { MaxResults: 1 });
    const request = new Request('http://localhost/', { method: 'POST', headers, body: '{"MaxResults":2}' });
    await refused(request, 400, 'InvalidSignatureException', /does not match/);
  });

  test('with its target exchanged', async () => {
    const request = signed('ListUserPools', { MaxResults: 1 });
    request.headers.set('x-amz-target', target('DescribeUserPool'));
    await refused(request, 400, 'InvalidSignatureException', /does not match/);
  });

  test('signed for the other service', async () => {
    const request = signed('ListUserPools', { MaxResults: 1 }, { service: 'cognito-identity' });
    await refused(
      request,
      400,
      'InvalidSignatureException',
      "Credential should be scoped to correct service: 'cognito-idp'.",
    );
  });

  test('to a principal who may not', async () => {
    const request = signed('DescribeUserPool', { UserPoolId: 'us-east-1_abc' }, { accessKeyId: 'AKIAADA' });
    await refused(
      request,
      400,
      'AccessDeniedException',
      'User: arn:aws:iam::000000000000:user/ada is not authorized to perform: cognito-idp:DescribeUserPool on resource: *',
    );
  });
});

suite('authorization asks about', () => {
  const cases: [operation: string, input: object, model?: JsonServiceModel][] = [
    ['ListUserPools', { MaxResults: 1 }],
    ['DescribeUserPool', { UserPoolId: 'eu-west-1_abc' }],
    ['DescribeIdentityPool', { IdentityPoolId: 'eu-west-1:0-1' }, identityPoolsModel],
  ];
  for (const [operation, input, model = userPoolsModel] of cases) {
    test(`${operation}, with its input and who calls`, async () => {
      const front = newFront();
      await answered(signed(operation, input, { region: 'eu-west-1' }, model), front);
      assert.deepEqual(
        front.asked.map(({ action, input: given, call }) => ({
          action,
          given,
          who: call.principal,
          region: call.region,
        })),
        [{ action: `${model.service}:${operation}`, given: input, who: principal, region: 'eu-west-1' }],
      );
    });
  }

  test('nothing where an operation needs no signature', async () => {
    const front = newFront();
    const { status } = await answered(signed('GetUser', { AccessToken: 'a' }), front);
    assert.equal(status, 200);
    assert.deepEqual(front.asked, []);
  });
});

suite('a public operation', () => {
  test('runs without a signature, whatever else the Authorization header holds', async () => {
    const { status } = await answered(unsigned('GetUser', '{"AccessToken":"a"}', { authorization: 'Bearer x' }));
    assert.equal(status, 200);
  });

  test('is refused with a wrong signature', async () => {
    await refused(
      signed('GetUser', { AccessToken: 'a' }, { secret: 'wrong' }),
      400,
      'InvalidSignatureException',
      /does not match/,
    );
  });

  test('of identity pools runs with any signature, as at AWS', async () => {
    const { status, body } = await answered(
      signed('GetId', { IdentityPoolId: 'eu-west-1:0-1' }, { secret: 'wrong' }, identityPoolsModel),
    );
    assert.equal(status, 200);
    assert.deepEqual([body.region, body.arn], ['eu-west-1', undefined]);
  });
});
