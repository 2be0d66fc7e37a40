import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { identityPoolsModel, type ServiceModel, userPoolsModel } from './model.ts';
import { validatorOf } from './validate.ts';

const poolId = 'us-east-1_abcDEF123';
const must = 'failed to satisfy constraint: Member must';
const text = '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+';
const line = '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\t\\n\\r ]+';

/** What an operation answers to an input: AWS's code and text. */
function refusal(operation: string, input: unknown, model: ServiceModel = userPoolsModel): string {
  try {
    validatorOf(model, operation)(input);
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return 'accepted';
}

const one = 'InvalidParameterException: 1 validation error detected:';
const broken: [name: string, operation: string, input: unknown, answer: string][] = [
  ['a missing member is null', 'DescribeUserPool', {}, `${one} Value null at 'userPoolId' ${must} not be null`],
  [
    'no input at all is an empty one',
    'DescribeUserPool',
    undefined,
    `${one} Value null at 'userPoolId' ${must} not be null`,
  ],
  [
    'a member given as null is missing',
    'DescribeUserPool',
    { UserPoolId: null },
    `${one} Value null at 'userPoolId' ${must} not be null`,
  ],
  [
    'a member of another case is not known',
    'DescribeUserPool',
    { userPoolId: poolId },
    `${one} Value null at 'userPoolId' ${must} not be null`,
  ],
  ['an inherited name is no member', 'ListUserPools', { MaxResults: 1, __proto__: { MaxResults: 99 } }, 'accepted'],
  [
    'a value that is not sensitive is repeated',
    'DescribeUserPool',
    { UserPoolId: 'a b' },
    `${one} Value 'a b' at 'userPoolId' ${must} satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+`,
  ],
  [
    'too long a value is not tried on its pattern',
    'DescribeUserPool',
    { UserPoolId: ' '.repeat(56) },
    `${one} Value '${' '.repeat(56)}' at 'userPoolId' ${must} have length less than or equal to 55`,
  ],
  [
    'a client id is repeated, as AWS does, though its SDK calls it sensitive',
    'SignUp',
    { ClientId: '', Username: 'u' },
    `InvalidParameterException: 2 validation errors detected: Value '' at 'clientId' ${must} have length greater than or equal to 1; Value '' at 'clientId' ${must} satisfy regular expression pattern: [\\w+]+`,
  ],
  [
    'a sensitive value is left out',
    'SignUp',
    { ClientId: 'c', Username: 'u', Password: 'a b' },
    `${one} Value at 'password' ${must} satisfy regular expression pattern: [\\S]+`,
  ],
  [
    'a missing sensitive member is left out too',
    'ChangePassword',
    { AccessToken: 'x' },
    `${one} Value at 'proposedPassword' ${must} not be null`,
  ],
  [
    'a verification code is left out',
    'VerifyUserAttribute',
    { AccessToken: 'x', AttributeName: 'email', Code: '1 2' },
    `${one} Value at 'code' ${must} satisfy regular expression pattern: [\\S]+`,
  ],
  [
    'several errors are counted',
    'SignUp',
    { ClientId: 'c', Username: '' },
    `InvalidParameterException: 2 validation errors detected: Value at 'username' ${must} have length greater than or equal to 1; Value at 'username' ${must} satisfy regular expression pattern: ${text}`,
  ],
  [
    'an element of a list is named by its place, from 1',
    'SignUp',
    { ClientId: 'c', Username: 'u', UserAttributes: [{ Name: 'email' }, { Name: '' }] },
    `InvalidParameterException: 2 validation errors detected: Value '' at 'userAttributes.2.member.name' ${must} have length greater than or equal to 1; Value '' at 'userAttributes.2.member.name' ${must} satisfy regular expression pattern: ${line}`,
  ],
  [
    'a text in a list is named by its place',
    'CreateUserPool',
    { PoolName: 'p', AliasAttributes: ['email', 'x'] },
    `${one} Value 'x' at 'aliasAttributes.2.member' ${must} satisfy enum value set: [email, phone_number, preferred_username]`,
  ],
  [
    'a member inside a member is named by its path',
    'CreateUserPool',
    { PoolName: 'p', Policies: { PasswordPolicy: { MinimumLength: 5 } } },
    `${one} Value '5' at 'policies.passwordPolicy.minimumLength' ${must} have value greater than or equal to 6`,
  ],
  [
    'a number above its limit is refused',
    'ListUserPools',
    { MaxResults: 61 },
    `${one} Value '61' at 'maxResults' ${must} have value less than or equal to 60`,
  ],
  [
    'an unknown name of a set is refused',
    'CreateUserPool',
    { PoolName: 'p', MfaConfiguration: 'false' },
    `${one} Value 'false' at 'mfaConfiguration' ${must} satisfy enum value set: [OFF, ON, OPTIONAL]`,
  ],
  [
    'an empty list that needs an element is printed',
    'AddCustomAttributes',
    { UserPoolId: poolId, CustomAttributes: [] },
    `${one} Value '[]' at 'customAttributes' ${must} have length greater than or equal to 1`,
  ],
  [
    'values of a map are reported for the map',
    'TagResource',
    { ResourceArn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${poolId}`, Tags: { a: 'b'.repeat(257) } },
    `${one} Value '{a=${'b'.repeat(257)}}' at 'tags' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 256]`,
  ],
  [
    'keys of a map are reported for the map',
    'TagResource',
    { ResourceArn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${poolId}`, Tags: { '': 'b' } },
    `${one} Value '{=b}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]`,
  ],
  [
    'a flow that the SDK does not list yet is accepted',
    'CreateUserPoolClient',
    { UserPoolId: poolId, ClientName: 'c', ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'] },
    'accepted',
  ],
  ['lengths are counted in characters', 'CreateGroup', { UserPoolId: poolId, GroupName: '🐝'.repeat(128) }, 'accepted'],
  [
    'a character too many is one too many',
    'CreateGroup',
    { UserPoolId: poolId, GroupName: '🐝'.repeat(129) },
    `${one} Value '${'🐝'.repeat(129)}' at 'groupName' ${must} have length less than or equal to 128`,
  ],
];

suite('constraints', () => {
  for (const [name, operation, input, answer] of broken)
    test(name, () => assert.equal(refusal(operation, input), answer));

  test('identity pools name it a ValidationException', () => {
    const answer = `ValidationException: 1 validation error detected: Value 'x' at 'identityPoolId' ${must} satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+`;
    assert.equal(refusal('GetId', { IdentityPoolId: 'x' }, identityPoolsModel), answer);
  });

  test('a token in a map is left out with its map', () => {
    const answer = refusal('GetId', { IdentityPoolId: 'a:0', Logins: { '': 'token' } }, identityPoolsModel);
    assert.match(answer, /Value at 'logins' failed to satisfy constraint: Map keys must/);
  });

  test('an input that breaks thousands of rules is answered with the number and the first of them', () => {
    const answer = refusal('CreateUserPool', { PoolName: 'p', AliasAttributes: Array(10_000).fill('x') });
    assert.match(answer, /^InvalidParameterException: 10000 validation errors detected: /);
    assert.ok(answer.length < 10_000);
  });
});

const wrongForm: [input: unknown, answer: string][] = [
  [[], 'Start of list found where not expected'],
  ['text', 'Expected null'],
  [{ PoolName: 1 }, 'NUMBER_VALUE can not be converted to a String'],
  [{ PoolName: true }, 'TRUE_VALUE can not be converted to a String'],
  [{ PoolName: ['p'] }, 'Start of list found where not expected'],
  [{ PoolName: {} }, 'Start of structure or map found where not expected.'],
  [{ PoolName: 'p\0' }, 'A String holds NUL or half of a surrogate pair'],
  [{ PoolName: '\ud83d' }, 'A String holds NUL or half of a surrogate pair'],
  [{ UserPoolTags: { '\0': 'x' } }, 'A String holds NUL or half of a surrogate pair'],
  [{ Policies: 'p' }, 'Expected null'],
  [{ Policies: [] }, 'Start of list found where not expected'],
  [{ Policies: { PasswordPolicy: { MinimumLength: '8' } } }, 'STRING_VALUE can not be converted to an Integer'],
  [{ Policies: { PasswordPolicy: { MinimumLength: 2 ** 31 } } }, 'NUMBER_VALUE can not be converted to an Integer'],
  [{ Policies: { PasswordPolicy: { RequireSymbols: 'true' } } }, 'STRING_VALUE can not be converted to an Boolean'],
  [{ AliasAttributes: 'email' }, 'Expected list or null'],
  [{ AliasAttributes: {} }, 'Start of structure or map found where not expected.'],
  [{ UserPoolTags: 'x' }, 'Expected map or null'],
  [{ UserPoolTags: [] }, 'Start of list found where not expected'],
  [{ UserPoolTags: { a: 1 } }, 'NUMBER_VALUE can not be converted to a String'],
];

suite('JSON of the wrong form', () => {
  for (const [input, answer] of wrongForm) {
    test(`${JSON.stringify(input)} is refused as a SerializationException`, () => {
      assert.equal(refusal('CreateUserPool', input), `SerializationException: ${answer}`);
    });
  }

  test('it is named before any broken constraint', () => {
    assert.match(refusal('CreateUserPool', { PoolName: '', Schema: 'x' }), /^SerializationException/);
  });

  test('bytes that are not base64 are refused', () => {
    const input = { UserPoolId: poolId, ImageFile: '23456' };
    assert.equal(refusal('SetUICustomization', input), 'SerializationException: The value of a Blob is not base64');
  });

  test('a document nested without end is refused', () => {
    const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`) as unknown;
    const answer = refusal('CompleteWebAuthnRegistration', { AccessToken: 'x', Credential: deep });
    assert.equal(answer, 'SerializationException: A document may be nested 100 levels deep');
  });
});

suite('what an operation receives', () => {
  test('only the members that the contract knows', () => {
    const input = { UserPoolId: poolId, Surprise: 1, constructor: 2 };
    assert.deepEqual(validatorOf(userPoolsModel, 'DescribeUserPool')(input), { UserPoolId: poolId });
  });

  test('nulls are absent, also within lists and maps', () => {
    const input = {
      PoolName: 'p',
      MfaConfiguration: null,
      AliasAttributes: ['email', null],
      UserPoolTags: { a: null, b: 'c' },
    };
    const read = validatorOf(userPoolsModel, 'CreateUserPool')(input);
    assert.deepEqual(
      { ...read, UserPoolTags: { ...(read.UserPoolTags as object) } },
      { PoolName: 'p', AliasAttributes: ['email'], UserPoolTags: { b: 'c' } },
    );
  });

  test('bytes, whole numbers and documents as the SDK types them', () => {
    const image = validatorOf(userPoolsModel, 'SetUICustomization')({ UserPoolId: poolId, ImageFile: 'aGk=' });
    assert.deepEqual(image.ImageFile, new Uint8Array([104, 105]));
    assert.equal(validatorOf(userPoolsModel, 'ListUserPools')({ MaxResults: 10.9 }).MaxResults, 10);
    const credential = { id: 'x', response: { clientDataJSON: [1, null] } };
    const registration = validatorOf(
      userPoolsModel,
      'CompleteWebAuthnRegistration',
    )({ AccessToken: 'x', Credential: credential });
    assert.deepEqual(registration.Credential, credential);
  });

  test('a key such as __proto__ is only a key', () => {
    const input = JSON.parse(
      '{"ClientId":"c","Username":"u","ClientMetadata":{"__proto__":"x","toString":"y"},"__proto__":{"Password":"p"}}',
    ) as unknown;
    const read = validatorOf(userPoolsModel, 'SignUp')(input);
    assert.equal(read.Password, undefined);
    assert.deepEqual(Object.entries(read.ClientMetadata as object), [
      ['__proto__', 'x'],
      ['toString', 'y'],
    ]);
    assert.equal((read.ClientMetadata as Record<string, unknown>).constructor, undefined);
    assert.equal(({} as Record<string, unknown>).Password, undefined);
  });
});

test('every operation of both services has a validator', () => {
  for (const model of [userPoolsModel, identityPoolsModel]) {
    for (const operation of Object.keys(model.operations))
      assert.equal(typeof validatorOf(model, operation), 'function');
  }
  assert.throws(() => validatorOf(userPoolsModel, 'Nonsense'), TypeError);
});
