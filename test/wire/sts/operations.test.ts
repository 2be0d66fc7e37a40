import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import * as sdk from '@aws-sdk/client-sts';
import { stsModel } from '#contract/model.ts';
import { allow, policy, trusts } from '../../support/account.ts';
import { fakeIssuer, type FakeIssuer } from '../../support/fake-issuer.ts';
import { account, type Keys, openScene, type Scene } from './scene.ts';

const RoleArn = `arn:aws:iam::${account}:role/reader`;
const session = { RoleArn, RoleSessionName: 'one' };
const managed = (count: number) =>
  Array.from({ length: count }, () => ({ arn: 'arn:aws:iam::aws:policy/AmazonCognitoReadOnly' }));

/** What STS declares and nothing here leads to. */
const never: Readonly<Record<string, string>> = {
  RegionDisabledException: 'no region is switched off',
  IDPRejectedClaim: 'comes from Facebook and Amazon: src/operations/sts/assume-role-with-web-identity.test.ts',
  'AssumeRole ExpiredTokenException': 'the token of a caller that has run out is ExpiredToken: sessions.test.ts',
};

/** What has a test of its own below, for it takes an issuer of its own. */
const shownApart = 'AssumeRoleWithWebIdentity IDPCommunicationError';

interface Refused {
  readonly input: object;
  readonly error: string;
  readonly status?: number;
  readonly message: RegExp | string;
}

/** By operation; `jwt` stands for the token of an issuer that IAM knows. */
const refusals: Readonly<Record<string, readonly Refused[]>> = {
  AssumeRole: [
    {
      input: { ...session, Policy: '{"Version":' },
      error: 'MalformedPolicyDocumentException',
      message: 'This policy contains invalid Json',
    },
    {
      input: { ...session, Policy: policy(allow(`s3:${'a'.repeat(1_900)}`)), PolicyArns: managed(10) },
      error: 'PackedPolicyTooLargeException',
      message: /^Packed (?:size|policy)/,
    },
    {
      input: { ...session, RoleSessionName: 'Session1:2' },
      error: 'ValidationError',
      message:
        /^1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: \[\\w\+=,\.@-\]\*$/,
    },
    {
      input: { ...session, RoleArn: `arn:aws:iam::${account}:user/reader` },
      error: 'ValidationError',
      message: /is invalid$/,
    },
    {
      input: { ...session, DurationSeconds: 3_601 },
      error: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    },
    { input: { ...session, DurationSeconds: 899 }, error: 'ValidationError', message: /greater than or equal to 900$/ },
    {
      input: { ...session, TransitiveTagKeys: ['team'] },
      error: 'InvalidParameterValue',
      message: 'The specified transitive tag key must be included in the requested tags.',
    },
    {
      input: { ...session, SerialNumber: `arn:aws:iam::${account}:mfa/ada`, TokenCode: '123456' },
      error: 'AccessDenied',
      status: 403,
      message: /^MultiFactorAuthentication failed/,
    },
    {
      input: {
        ...session,
        ProvidedContexts: [{ ProviderArn: 'arn:aws:iam::aws:contextProvider/x', ContextAssertion: 'abcd' }],
      },
      error: 'ValidationError',
      message: /^ProvidedContexts is not supported by this server/,
    },
  ],
  AssumeRoleWithWebIdentity: [
    {
      input: { ...session, RoleArn: `${RoleArn}-web`, WebIdentityToken: 'jwt', Policy: '{' },
      error: 'MalformedPolicyDocumentException',
      message: 'This policy contains invalid Json',
    },
    {
      input: {
        ...session,
        RoleArn: `${RoleArn}-web`,
        WebIdentityToken: 'jwt',
        Policy: policy(allow(`s3:${'a'.repeat(1_900)}`)),
        PolicyArns: managed(10),
      },
      error: 'PackedPolicyTooLargeException',
      message: /^Packed (?:size|policy)/,
    },
    {
      input: { ...session, WebIdentityToken: 'no token' },
      error: 'InvalidIdentityTokenException',
      message: 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    },
    {
      input: { ...session, WebIdentityToken: 'old' },
      error: 'ExpiredTokenException',
      message: /^Token expired: current date\/time \d+ must be before the expiration date\/time 1$/,
    },
    {
      input: { ...session, WebIdentityToken: 'jwt' },
      error: 'AccessDenied',
      status: 403,
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    },
  ],
  DecodeAuthorizationMessage: [
    {
      input: { EncodedMessage: 'made up' },
      error: 'InvalidAuthorizationMessageException',
      message: 'The message passed is not a valid authorization message.',
    },
  ],
  GetAccessKeyInfo: [
    { input: { AccessKeyId: '1'.repeat(20) }, error: 'ValidationError', message: /is not a valid access key id$/ },
  ],
  GetSessionToken: [
    { input: { DurationSeconds: 899 }, error: 'ValidationError', message: /greater than or equal to 900$/ },
    {
      input: { SerialNumber: `arn:aws:iam::${account}:mfa/ada`, TokenCode: '123456' },
      error: 'AccessDenied',
      status: 403,
      message: /^MultiFactorAuthentication failed/,
    },
  ],
};

suite('STS through the AWS SDK', () => {
  let scene: Scene;
  let ada: Keys;
  let issuer: FakeIssuer;
  const disposed = new AsyncDisposableStack();
  before(async () => {
    scene = disposed.use(await openScene());
    issuer = disposed.use(await fakeIssuer());
    ada = await scene.user('ada', policy(allow('sts:*')));
    await scene.role('reader', policy(trusts({ AWS: account }, ['sts:AssumeRole', 'sts:TagSession'])));
    const { OpenIDConnectProviderArn } = await scene.iam.createOpenIDConnectProvider({
      Url: issuer.url,
      ClientIDList: ['app'],
    });
    const trust = trusts({ Federated: OpenIDConnectProviderArn! }, 'sts:AssumeRoleWithWebIdentity');
    await scene.role('reader-web', policy(trust));
  });
  after(() => disposed.disposeAsync());

  test('every error that an operation declares is provoked, or it is said why it cannot be', () => {
    // AssumeRoleWithSAML has tests of its own.
    const open = Object.entries(stsModel.operations).flatMap(([name, { errors }]) =>
      name === 'AssumeRoleWithSAML'
        ? []
        : errors
            .filter((error) => !never[error] && !never[`${name} ${error}`])
            .filter((error) => !(refusals[name] ?? []).some((one) => one.error.startsWith(error)))
            .filter((error) => `${name} ${error}` !== shownApart)
            .map((error) => `${name}: ${error}`),
    );
    assert.deepEqual(open, []);
  });

  const tokens: Readonly<Record<string, () => string>> = {
    jwt: () => issuer.token({ aud: 'app', sub: 'ada' }),
    old: () => issuer.token({ aud: 'app', sub: 'ada', exp: 1 }),
  };
  const exceptions = { ...sdk } as unknown as Record<string, new (...options: never[]) => Error>;

  for (const [name, cases] of Object.entries(refusals)) {
    for (const { input, error, status = 400, message } of cases) {
      test(`${name} answers ${error}: ${message}`, async () => {
        const Command = (sdk as unknown as Record<string, new (input: object) => sdk.AssumeRoleCommand>)[
          `${name}Command`
        ]!;
        const token = 'WebIdentityToken' in input ? tokens[String(input.WebIdentityToken)]?.() : undefined;
        const call = scene.sts(ada).send(new Command({ ...input, ...(token && { WebIdentityToken: token }) }));
        await assert.rejects(call, (thrown: Error & { $metadata: { httpStatusCode: number } }) => {
          assert.equal(thrown.name, error, thrown.message);
          if (error.endsWith('Exception')) assert.ok(thrown instanceof exceptions[error]!);
          if (typeof message === 'string') assert.equal(thrown.message, message);
          else assert.match(thrown.message, message);
          assert.equal(thrown.$metadata.httpStatusCode, status);
          return true;
        });
      });
    }
  }

  test('AssumeRoleWithWebIdentity answers IDPCommunicationError where the provider cannot be asked', async () => {
    await using unreachable = await fakeIssuer();
    await scene.iam.createOpenIDConnectProvider({ Url: unreachable.url, ClientIDList: ['app'] });
    unreachable.trouble = (_, response) => response.writeHead(500).end();
    const asked = scene.sts(ada).assumeRoleWithWebIdentity({
      ...session,
      WebIdentityToken: unreachable.token({ aud: 'app', sub: 'ada' }),
    });
    await assert.rejects(asked, {
      name: 'IDPCommunicationErrorException',
      message: /^Couldn't retrieve verification key from your identity provider/,
    });
  });

  // ledger: AssumeRole honoured — by users and by sessions of other roles, where both sides allow it
  // ledger: AssumeRole.RoleSessionName honoured — part of the session's ARN; sts:RoleSessionName in both sides' policies
  // ledger: AssumeRole.SourceIdentity honoured — needs sts:SetSourceIdentity; it stays through every chain of roles
  // ledger: AssumeRole.Policy honoured — narrows the session
  // ledger: AssumeRole.PolicyArns honoured — ten at most, which narrow the session as they are at the moment of a request
  // ledger: AssumeRole.Tags honoured — fifty at most, which need sts:TagSession and go before the role's own
  // ledger: AssumeRole.TransitiveTagKeys honoured — stay through every chain of roles and cannot be set again
  test('a role is taken on with tags, policies and a name', async () => {
    const answer = await scene.sts(ada).assumeRole({
      ...session,
      DurationSeconds: 900,
      Policy: policy(allow('s3:GetObject')),
      PolicyArns: managed(1),
      Tags: [{ Key: 'team', Value: 'red' }],
      TransitiveTagKeys: ['team'],
    });
    assert.equal(answer.AssumedRoleUser!.Arn, `arn:aws:sts::${account}:assumed-role/reader/one`);
    assert.match(answer.AssumedRoleUser!.AssumedRoleId!, /^AROA[A-Z2-7]{17}:one$/);
    assert.ok(answer.PackedPolicySize! > 0 && answer.PackedPolicySize! <= 100);
    assert.ok(answer.Credentials!.Expiration instanceof Date);
    const plain = await scene.sts(ada).assumeRole(session);
    assert.equal(plain.PackedPolicySize, undefined);
  });

  // ledger: AssumeRoleWithWebIdentity.RoleSessionName honoured — part of the session's ARN; sts:RoleSessionName in the trust policy
  test('a web identity is told what it proved', async () => {
    const answer = await scene.sts(ada).assumeRoleWithWebIdentity({
      ...session,
      RoleArn: `${RoleArn}-web`,
      WebIdentityToken: tokens['jwt']!(),
    });
    assert.deepEqual(
      [answer.SubjectFromWebIdentityToken, answer.Audience, answer.Provider],
      ['ada', 'app', issuer.url],
    );
  });

  // ledger: GetCallerIdentity honoured — answered also where every policy denies it
  // ledger: GetAccessKeyInfo honoured — the account is written in the key's id, whether there is such a key or not
  test('who asks and whose a key is, is told', async () => {
    const sts = scene.sts(ada);
    const { Account, Arn, UserId } = await sts.getCallerIdentity({});
    assert.deepEqual([Account, Arn], [account, `arn:aws:iam::${account}:user/ada`]);
    assert.match(UserId!, /^AIDA[A-Z2-7]{17}$/);
    assert.equal((await sts.getAccessKeyInfo({ AccessKeyId: ada.accessKeyId })).Account, account);
    assert.equal((await sts.getAccessKeyInfo({ AccessKeyId: 'ASIAQNZGKIQY56JQ7WML' })).Account, '029608264753');
    const root = await scene.sts(scene.server.credentials).getCallerIdentity({});
    assert.deepEqual([root.Arn, root.UserId], [`arn:aws:iam::${account}:root`, account]);
  });

  // ledger: GetSessionToken honoured — good for neither IAM nor STS but AssumeRole and GetCallerIdentity, for want of a second factor
  // ledger: GetSessionToken.DurationSeconds honoured — twelve hours unless said otherwise; an hour at most for the account's root
  // ledger: GetSessionToken.SerialNumber refused — there are no MFA devices of IAM users
  // ledger: GetSessionToken.TokenCode refused — there are no MFA devices of IAM users
  // ledger: AssumeRole.SerialNumber refused — there are no MFA devices of IAM users
  // ledger: AssumeRole.ProvidedContexts refused — there are no context providers
  // ledger: DecodeAuthorizationMessage differs — no service here encodes its refusals, so that every message is refused as one made up
  test('a session of GetSessionToken lasts as long as was asked, and an hour at most for the root', async () => {
    const lasts = async (keys: Keys, DurationSeconds?: number) => {
      const { Credentials } = await scene.sts(keys).getSessionToken({ DurationSeconds });
      return Math.round((Credentials!.Expiration!.getTime() - Date.now()) / 60_000);
    };
    assert.equal(await lasts(ada, 900), 15);
    assert.equal(await lasts(ada), 720);
    assert.equal(await lasts(scene.server.credentials, 7_200), 60);
  });
});
