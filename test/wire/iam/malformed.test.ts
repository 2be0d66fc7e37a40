import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { openScene, type Scene } from '../sts/scene.ts';

const version = '"Version":"2012-10-17"';
/** A document of one statement with these members. */
const statement = (members: string, top = version) => `{${top},"Statement":[{${members}}]}`;
const good = '"Effect":"Allow","Action":"s3:GetObject","Resource":"*"';
const syntax = 'Syntax errors in policy.';
const vendor = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
const condition = (text: string) => statement(`${good},"Condition":${text}`);
const resource = (text: string) => statement(`"Effect":"Allow","Action":"s3:*","Resource":${text}`);
const action = (text: string) => statement(`"Effect":"Allow","Action":${text},"Resource":"*"`);

const identity: readonly (readonly [what: string, document: string, message: string])[] = [
  ['is no JSON', 'allow everything', 'This policy contains invalid Json'],
  ['ends too early', `{${version},"Statement":[`, 'This policy contains invalid Json'],
  ['is a list', `[${statement(good)}]`, syntax],
  ['has a member twice', `{${version},${version},"Statement":{${good}}}`, syntax],
  ['has a member that there is not', statement(good, `${version},"Statements":[]`), syntax],
  ['has no statement', `{${version}}`, syntax],
  ['has an empty list of statements', `{${version},"Statement":[]}`, syntax],
  ['is of another version', statement(good, '"Version":"2020-01-01"'), syntax],
  ['has an effect in small letters', statement(good.replace('Allow', 'allow')), syntax],
  ['has no effect', statement('"Action":"s3:*","Resource":"*"'), syntax],
  ['has actions and those it does not mean', statement(`${good},"NotAction":"s3:*"`), syntax],
  ['has no actions', statement('"Effect":"Allow","Resource":"*"'), 'Policy statement must contain actions.'],
  ['has an empty list of actions', action('[]'), 'Policy statement must contain actions.'],
  ['has no resources', statement('"Effect":"Allow","Action":"s3:*"'), 'Policy statement must contain resources.'],
  ['has an action without a vendor', action('"GetObject"'), vendor],
  ['has an action with two colons', action('"s3:Get:Object"'), 'Actions/Condition can contain only one colon.'],
  ['has an action of a wild vendor', action('"s*:GetObject"'), 'Vendor s* is not valid'],
  ['names a principal', statement(`${good},"Principal":"*"`), 'Has prohibited field Principal.'],
  [
    'names two statements alike',
    `{${version},"Statement":[{"Sid":"a",${good}},{"Sid":"a",${good}}]}`,
    'Statement IDs (SID) in a single policy must be unique.',
  ],
  ['has a resource that is no ARN', resource('"bucket"'), 'Resource bucket must be in ARN format or "*".'],
  [
    'has a resource of another partition',
    resource('"arn:gcp:s3:::b"'),
    'Partition "gcp" is not valid for resource "arn:gcp:s3:::b".',
  ],
  [
    'has a resource of a wild vendor',
    resource('"arn:aws:*:::b"'),
    'Resource vendor must be fully qualified and cannot contain regexes.',
  ],
  ['has a resource of no vendor', resource('"arn:aws::::b"'), 'The policy failed legacy parsing'],
  ['has an operator that there is not', condition('{"StringSounds":{"aws:username":"ada"}}'), syntax],
  ['has a condition key without a vendor', condition('{"StringEquals":{"username":"ada"}}'), vendor],
  [
    'has a date that is none',
    condition('{"DateLessThan":{"aws:CurrentTime":"soon"}}'),
    'The policy failed legacy parsing',
  ],
];

const trusting = (members: string) => statement(`"Effect":"Allow",${members}`);
const assume = '"Action":"sts:AssumeRole"';
const account = '"Principal":{"AWS":"000000000000"}';

const trust: readonly (readonly [what: string, document: string, message: string])[] = [
  ['names a resource', trusting(`${account},${assume},"Resource":"*"`), 'Has prohibited field Resource.'],
  [
    'names resources it does not mean',
    trusting(`${account},${assume},"NotResource":"*"`),
    'Has prohibited field NotResource.',
  ],
  ['names nobody', trusting(assume), 'Missing required field Principal'],
  [
    'is about more than assuming',
    trusting(`${account},"Action":"s3:*"`),
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  [
    'names a user that there is not',
    trusting(`"Principal":{"AWS":"arn:aws:iam::000000000000:user/none"},${assume}`),
    'Invalid principal in policy: "AWS":"arn:aws:iam::000000000000:user/none"',
  ],
  [
    'names roles by a wildcard',
    trusting(`"Principal":{"AWS":"arn:aws:iam::000000000000:role/*"},${assume}`),
    'Invalid principal in policy: "AWS":"arn:aws:iam::000000000000:role/*"',
  ],
];

suite('MalformedPolicyDocument answers', () => {
  let scene: Scene;
  before(async () => {
    scene = await openScene();
    await scene.user('ada');
    await scene.role('reader', trusting(`${account},${assume}`));
  });
  after(() => scene[Symbol.asyncDispose]());

  for (const [what, PolicyDocument, message] of identity) {
    test(`a policy that ${what}, however it is saved`, async () => {
      const { iam } = scene;
      const refused = { name: 'MalformedPolicyDocumentException', message };
      await assert.rejects(iam.createPolicy({ PolicyName: 'p', PolicyDocument }), refused);
      await assert.rejects(iam.putUserPolicy({ UserName: 'ada', PolicyName: 'p', PolicyDocument }), refused);
      assert.deepEqual((await iam.listUserPolicies({ UserName: 'ada' })).PolicyNames, []);
    });
  }

  for (const [what, document, message] of trust) {
    test(`a trust policy that ${what}, when a role is made and when it is changed`, async () => {
      const { iam } = scene;
      const refused = { name: 'MalformedPolicyDocumentException', message };
      await assert.rejects(iam.createRole({ RoleName: 'other', AssumeRolePolicyDocument: document }), refused);
      await assert.rejects(iam.updateAssumeRolePolicy({ RoleName: 'reader', PolicyDocument: document }), refused);
      assert.equal((await iam.listRoles({})).Roles!.length, 1);
    });
  }
});
