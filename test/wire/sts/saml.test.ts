import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { AssumeRoleWithSAMLCommand, STS } from '@aws-sdk/client-sts';
import { allow, policy, trusts, trustsPool } from '../../support/account.ts';
import { awsAttribute, samlIdp, type SamlIdp } from '../../support/saml-idp.ts';
import { account, keysOf, openScene, type Scene } from './scene.ts';

/** A client of STS that has no key, as those who bring an assertion have none. */
const keyless = ({ server }: Scene) =>
  new STS({
    ...{ endpoint: server.url, region: 'us-east-1', maxAttempts: 1 },
    credentials: () => Promise.reject(new Error('nobody signs this call')),
  });

async function withIdp(scene: Scene): Promise<{ idp: SamlIdp; provider: string }> {
  const idp = samlIdp({ now: Date.now });
  const asked = { Name: 'corp', SAMLMetadataDocument: idp.metadata };
  return { idp, provider: (await scene.iam.createSAMLProvider(asked)).SAMLProviderArn! };
}

suite('over the wire, a SAML assertion', () => {
  test('opens a session at STS without any key, and tags reach every later decision', async () => {
    await using scene = await openScene();
    const { idp, provider } = await withIdp(scene);
    const RoleArn = await scene.role(
      'reader',
      policy(trusts({ Federated: provider }, ['sts:AssumeRoleWithSAML', 'sts:TagSession'])),
      policy(allow('iam:GetRole', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/plan': 'paid' } } })),
    );
    const sts = keyless(scene);
    const assume = (plan: string) => {
      const attributes = { [awsAttribute('PrincipalTag:plan')]: [plan] };
      const SAMLAssertion = idp.response({ roles: [`${RoleArn},${provider}`], attributes });
      return sts.send(new AssumeRoleWithSAMLCommand({ RoleArn, PrincipalArn: provider, SAMLAssertion }));
    };
    const { Credentials, ...answer } = await assume('paid');
    assert.equal(answer.AssumedRoleUser!.Arn, `arn:aws:sts::${account}:assumed-role/reader/ada`);
    assert.deepEqual(
      [answer.Subject, answer.SubjectType, answer.Issuer, answer.Audience],
      ['ada@example.com', 'persistent', 'https://idp.example.com/saml', 'https://signin.aws.amazon.com/saml'],
    );
    assert.match(answer.NameQualifier!, /^[A-Za-z0-9+/]{27}=$/);
    const keys = keysOf(Credentials);
    assert.equal((await scene.sts(keys).getCallerIdentity({})).Arn, answer.AssumedRoleUser!.Arn);
    await scene.iamOf(keys).getRole({ RoleName: 'reader' });
    const free = keysOf((await assume('free')).Credentials);
    await assert.rejects(scene.iamOf(free).getRole({ RoleName: 'reader' }), { name: 'AccessDenied' });
    sts.destroy();
  });

  test('is refused with the errors that the operation declares', async () => {
    await using scene = await openScene();
    const { idp, provider } = await withIdp(scene);
    const RoleArn = await scene.role('reader', policy(trusts({ Federated: provider }, 'sts:AssumeRoleWithSAML')));
    const roles = [`${RoleArn},${provider}`];
    const sts = keyless(scene);
    const assume = (SAMLAssertion: string, more: object = {}) =>
      sts.assumeRoleWithSAML({ RoleArn, PrincipalArn: provider, SAMLAssertion, ...more });
    const good = idp.response({ roles });
    const large = {
      Policy: policy(allow('s3:GetObject', `arn:aws:s3:::${'b'.repeat(1_900)}`)),
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AmazonCognitoReadOnly' }],
    };
    const other = samlIdp({ now: Date.now });
    for (const [name, attempt] of [
      ['InvalidIdentityTokenException', () => assume(other.response({ roles }))],
      ['InvalidIdentityTokenException', () => assume('AAAA')],
      ['ExpiredTokenException', () => assume(idp.response({ roles, notOnOrAfter: Date.now() - 1 }))],
      [
        'IDPRejectedClaimException',
        () => assume(idp.response({ status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' })),
      ],
      ['MalformedPolicyDocumentException', () => assume(good, { Policy: '{' })],
      ['PackedPolicyTooLargeException', () => assume(good, large)],
      ['AccessDenied', () => assume(idp.response())],
      ['ValidationError', () => assume(good, { DurationSeconds: 43_200 })],
      ['ValidationError', () => assume('A'.repeat(100_001))],
    ] as const) {
      await assert.rejects(attempt(), { name }, name);
    }
    await assume(good);
    sts.destroy();
  });

  test('is a login of an identity pool: GetId and GetCredentialsForIdentity give a key of the role it names', async () => {
    await using scene = await openScene();
    const { idp, provider } = await withIdp(scene);
    const pools = new CognitoIdentity({
      ...{ endpoint: scene.server.url, region: 'us-east-1', maxAttempts: 1, credentials: scene.server.credentials },
    });
    const { IdentityPoolId } = await pools.createIdentityPool({
      ...{ IdentityPoolName: 'readers', AllowUnauthenticatedIdentities: false, SamlProviderARNs: [provider] },
    });
    await pools.setPrincipalTagAttributeMap({
      ...{ IdentityPoolId, IdentityProviderName: provider, PrincipalTags: { team: 'team' } },
    });
    const actions = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'];
    const RoleArn = await scene.role(
      'reader',
      trustsPool(IdentityPoolId!, { actions }),
      policy(allow('iam:GetRole', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } })),
    );
    const keys = async (team: string) => {
      const Logins = { [provider]: idp.response({ roles: [`${provider},${RoleArn}`], attributes: { team: [team] } }) };
      const { IdentityId } = await pools.getId({ IdentityPoolId, Logins });
      const { Credentials } = await pools.getCredentialsForIdentity({ IdentityId, Logins });
      return keysOf({ ...Credentials, SecretAccessKey: Credentials!.SecretKey });
    };
    const red = await keys('red');
    const { Arn } = await scene.sts(red).getCallerIdentity({});
    assert.equal(Arn, `arn:aws:sts::${account}:assumed-role/reader/CognitoIdentityCredentials`);
    await scene.iamOf(red).getRole({ RoleName: 'reader' });
    await assert.rejects(scene.iamOf(await keys('blue')).getRole({ RoleName: 'reader' }), { name: 'AccessDenied' });
    pools.destroy();
  });
});
