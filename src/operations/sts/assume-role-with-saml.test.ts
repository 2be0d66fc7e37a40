import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { accountOf, allow, policy, trusts } from '../../../test/support/account.ts';
import { refusal } from '../../../test/support/refusal.ts';
import { awsAttribute, base64, samlIdp, type SamlSaying, type SamlSigning } from '../../../test/support/saml-idp.ts';
import { openWorld } from '../../../test/support/world.ts';

const account = '000000000000';
const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const provider = `arn:aws:iam::${account}:saml-provider/corp`;
const pair = (name: string) => `${roleArn(name)},${provider}`;
const notAuthorized = refusal('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithSAML');
const invalid = (reason: string) => refusal('InvalidIdentityToken', reason);
const minute = 60_000;
const actions = ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'];

type Input = Parameters<ReturnType<typeof accountOf>['sts']>[1] & object;

/** A world with an identity provider that is registered as `corp`, and a role `reader` that trusts it. */
async function opened(metadata: Partial<Parameters<typeof samlIdp>[0]> = {}) {
  const world = await openWorld();
  const iam = accountOf(world);
  const idp = samlIdp({ now: world.clock.now, ...metadata });
  await iam.samlProvider('corp', idp.metadata);
  const reader = (
    more: { condition?: object; actions?: string[]; policy?: string; maxSessionDuration?: number } = {},
  ) => {
    const { condition, actions: allowed = actions, ...rest } = more;
    return iam.role('reader', { trust: policy(trusts({ Federated: provider }, allowed, condition)), ...rest });
  };
  const redeem = (SAMLAssertion: string, more: Partial<Input> = {}) =>
    iam.sts('AssumeRoleWithSAML', {
      RoleArn: roleArn('reader'),
      PrincipalArn: provider,
      SAMLAssertion,
      ...more,
    } as never);
  const response = (saying: SamlSaying = {}, signing?: SamlSigning) =>
    idp.response({ roles: [pair('reader')], ...saying }, signing);
  const assume = (saying: SamlSaying = {}, more: Partial<Input> = {}) => redeem(response(saying), more);
  const saying = (attribute: string, ...values: string[]) =>
    assume({ attributes: { [awsAttribute(attribute)]: values } });
  return {
    world,
    iam,
    idp,
    reader,
    redeem,
    response,
    assume,
    saying,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

suite('an assertion is refused', () => {
  test('of a provider that IAM does not know, or that is of another kind', async () => {
    await using it = await opened();
    await it.reader();
    for (const PrincipalArn of [
      `${provider}2`,
      provider.replace(account, '111111111111'),
      `arn:aws:iam::${account}:oidc-provider/corp`,
      roleArn('reader'),
      'x'.repeat(20),
    ]) {
      await assert.rejects(it.assume({}, { PrincipalArn }), invalid("Specified provider doesn't exist"));
    }
  });

  test('that another provider issued, whose certificate this one does not name', async () => {
    await using it = await opened();
    await it.reader();
    const other = samlIdp({ now: it.world.clock.now });
    await assert.rejects(it.redeem(other.response({ roles: [pair('reader')] })), invalid('Response signature invalid'));
    await it.iam.samlProvider('other', other.metadata);
    const PrincipalArn = `arn:aws:iam::${account}:saml-provider/other`;
    await assert.rejects(
      it.redeem(other.response({ roles: [pair('reader')] }), { PrincipalArn } as never),
      notAuthorized,
    );
  });

  test('that names another issuer, in the assertion or around it', async () => {
    await using it = await opened();
    await it.reader();
    const wrong = invalid('Issuer not present in specified provider');
    await assert.rejects(it.assume({ issuer: 'https://other.example.com' }), wrong);
    await assert.rejects(it.assume({ responseIssuer: 'https://other.example.com' }), wrong);
  });

  // ledger: AssumeRoleWithSAML.SAMLAssertion differs — the audience is demanded, and so is the address it was sent to where the response names one; besides AWS's addresses this server's public URL will do, alone or with /saml
  test('that is meant for somebody else, or for nobody', async () => {
    await using it = await opened();
    await it.reader();
    const audience = invalid('Response does not contain the required audience');
    const recipient = invalid('Recipient of SubjectConfirmationData is not this service');
    for (const other of [
      'https://app.example.com',
      'https://signin.aws.amazon.com.evil.com/saml',
      'https://eu-west-1.evil.com/saml',
    ]) {
      await assert.rejects(it.assume({ audience: other }), audience);
      await assert.rejects(it.assume({ recipient: other }), recipient);
      const destination = invalid('Destination of the response is not this service');
      await assert.rejects(it.assume({ destination: other }), destination);
    }
    await assert.rejects(it.assume({ audience: '' }), audience);
    const inConditions =
      '<saml:AudienceRestriction><saml:Audience>https://app</saml:Audience></saml:AudienceRestriction>';
    await assert.rejects(it.assume({ inConditions }), audience);
    await assert.rejects(it.assume({ recipient: 'urn:amazon:webservices' }), recipient);
  });

  test('whose subject is confirmed otherwise than by bearing it, not at all, or twice', async () => {
    await using it = await opened();
    await it.reader();
    const bearer = invalid('SubjectConfirmation must be bearer, with NotOnOrAfter and Recipient');
    await assert.rejects(it.assume({ method: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches' }), bearer);
    await assert.rejects(it.assume({ recipient: '' }), bearer);
    const inSubject = '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"/>';
    await assert.rejects(it.assume({ inSubject }), invalid('There must be exactly one SubjectConfirmation'));
  });

  test('that names nobody, or somebody twice, or in more than 512 characters', async () => {
    await using it = await opened();
    await it.reader();
    await assert.rejects(it.assume({ nameId: '' }), notAuthorized);
    await assert.rejects(it.assume({ nameId: '<saml:b>ada</saml:b>' }), invalid('Invalid SAML response'));
    await assert.rejects(it.assume({ inSubject: '<saml:NameID>eve</saml:NameID>' }), invalid('Invalid SAML response'));
    await assert.rejects(it.assume({ nameId: 'a'.repeat(513) }), invalid('NameID is too long'));
    assert.equal((await it.assume({ nameId: 'a'.repeat(512) })).Subject!.length, 512);
  });

  // ledger: AssumeRoleWithSAML.SAMLAssertion honoured — can be redeemed for five minutes after it was issued, and as often as wanted until then, as on AWS, where one assertion opens sessions of several roles
  test('that was issued more than five minutes ago, and until then can be used again', async () => {
    await using it = await opened();
    await it.reader();
    const now = it.world.clock.now();
    const hour = { notOnOrAfter: now + 60 * minute, confirmedUntil: now + 60 * minute };
    const response = it.response(hour);
    await it.redeem(response);
    it.world.clock.advance(5 * minute);
    await it.redeem(response);
    it.world.clock.advance(1);
    const late = refusal('ExpiredTokenException', 'Token must be redeemed within 5 minutes of issuance');
    await assert.rejects(it.redeem(response), late);
  });

  test('after its conditions, its confirmation or the session at the provider have ended', async () => {
    await using it = await opened();
    await it.reader();
    const now = it.world.clock.now();
    const seconds = now / 1_000;
    const expired = refusal(
      'ExpiredTokenException',
      `Token expired: current date/time ${seconds} must be before the expiration date/time ${seconds}`,
    );
    for (const end of ['notOnOrAfter', 'confirmedUntil', 'sessionUntil']) {
      await assert.rejects(it.assume({ [end]: now }), expired);
      await it.assume({ [end]: now + 1_000 });
    }
  });

  // ledger: AssumeRoleWithSAML.SAMLAssertion differs — a provider's clock may be five minutes ahead, as for other tokens; ends have no grace. AWS does not say how far it lets clocks differ
  test('that is not valid yet, by more than five minutes', async () => {
    await using it = await opened();
    await it.reader();
    const later = it.world.clock.now() + 5 * minute;
    const ends = { notOnOrAfter: later + 5 * minute, confirmedUntil: later + 5 * minute };
    for (const begin of ['issuedAt', 'notBefore']) {
      await assert.rejects(it.assume({ ...ends, [begin]: later + 1_000 }), invalid('The assertion is not valid yet'));
      await it.assume({ ...ends, [begin]: later });
    }
  });

  // ledger: CreateSAMLProvider.SAMLMetadataDocument differs — past its validUntil nothing is believed any more, and no certificate past its own end, which AWS does not look at
  test('once the metadata, or the certificate that verifies it, has run out', async () => {
    const start = Date.UTC(2026, 0, 5);
    const signature = invalid('Response signature invalid');
    await using ending = await opened({ metadataAttributes: ' validUntil="2026-01-05T00:10:00Z"' });
    await ending.reader();
    await ending.assume();
    ending.world.clock.advance(10 * minute);
    await assert.rejects(ending.assume(), signature);

    const other = samlIdp({ now: () => start });
    await using it = await opened({ until: start + 10 * minute, certificates: [other.certificate] });
    await it.reader();
    await it.assume();
    it.world.clock.advance(10 * minute);
    await assert.rejects(it.assume(), signature);
  });

  test('that does not name the role beside the provider', async () => {
    await using it = await opened();
    await it.reader();
    for (const roles of [
      [],
      [roleArn('reader')],
      [pair('other')],
      [`${roleArn('reader')},${provider}2`],
      [`${roleArn('reader')},${provider},${provider}`],
      [`${roleArn('reader')},${roleArn('other')}`],
      [`${roleArn('reader')};${provider}`],
      [`${pair('reader')}er`],
    ]) {
      await assert.rejects(it.assume({ roles }), notAuthorized);
    }
    await it.assume({ roles: [pair('other'), `${provider} , ${roleArn('reader')}`] });
  });

  test('for a role that is not there, or does not trust the provider, or trusts it for something else', async () => {
    await using it = await opened();
    await assert.rejects(it.assume(), notAuthorized);
    await it.iam.role('stranger', { trust: policy(trusts({ Federated: `${provider}2` }, actions)) });
    await it.iam.role('web', { trust: policy(trusts({ Federated: provider }, 'sts:AssumeRoleWithWebIdentity')) });
    for (const name of ['stranger', 'web']) {
      await assert.rejects(it.assume({ roles: [pair(name)] }, { RoleArn: roleArn(name) }), notAuthorized);
    }
  });

  test('without a name for the session, with two, or with one that cannot be', async () => {
    await using it = await opened();
    await it.reader();
    await assert.rejects(it.assume({ sessionName: '' }), invalid('RoleSessionName is required in AuthnResponse'));
    for (const sessionName of ['a', 'Ada Lovelace', 'a'.repeat(65), 'ada/admin']) {
      await assert.rejects(
        it.assume({ sessionName }),
        invalid('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}'),
      );
    }
    const attributes = { [awsAttribute('RoleSessionName')]: ['ada', 'eve'] };
    await assert.rejects(it.assume({ attributes }), invalid('RoleSessionName in AuthnResponse must have one value'));
  });

  test('with an attribute twice', async () => {
    await using it = await opened();
    await it.reader();
    const inAttributes = `<saml:Attribute Name="${awsAttribute('Role')}"><saml:AttributeValue>${pair('admin')}</saml:AttributeValue></saml:Attribute>`;
    const twice = invalid('An attribute may stand in the assertion only once');
    await assert.rejects(it.assume({ inAttributes }), twice);
  });

  // ledger: AssumeRoleWithSAML.SAMLAssertion refused — conditions that are not known, OneTimeUse among them; signatures and digests by SHA-1; encrypted assertions
  test('with a condition that is not known', async () => {
    await using it = await opened();
    await it.reader();
    for (const name of ['OneTimeUse', 'Condition']) {
      const unknown = invalid(`The condition ${name} is not supported by this server`);
      await assert.rejects(it.assume({ inConditions: `<saml:${name}/>` }), unknown);
    }
  });

  test('that says what cannot be: times, durations, sources and tags', async () => {
    await using it = await opened();
    await it.reader();
    for (const [attribute, ...values] of [
      ['SessionDuration', '899'],
      ['SessionDuration', '43201'],
      ['SessionDuration', '1e3'],
      ['SessionDuration', '3600', '900'],
      ['SourceIdentity', 'a'],
      ['SourceIdentity', 'Ada Lovelace'],
      ['PrincipalTag:'],
      ['PrincipalTag:', 'x'],
      ['PrincipalTag:plan', 'paid', 'free'],
      ['PrincipalTag:plan', 'x'.repeat(257)],
      [`PrincipalTag:${'x'.repeat(129)}`, 'x'],
    ] as const) {
      await assert.rejects(it.saying(attribute, ...values), refusal('InvalidIdentityToken'), attribute);
    }
    await assert.rejects(it.saying('PrincipalTag:aws:plan', 'x'), refusal('InvalidParameterValue'));
    await assert.rejects(it.saying('TransitiveTagKeys', 'plan'), refusal('InvalidParameterValue'));
    const spelt = { [awsAttribute('PrincipalTag:plan')]: ['a'], [awsAttribute('PrincipalTag:Plan')]: ['b'] };
    await assert.rejects(it.assume({ attributes: spelt }), refusal('InvalidParameterValue'));
    await assert.rejects(
      it.redeem(base64(it.idp.xml({}, { sign: 'nothing' }).replace('IssueInstant="2026', 'IssueInstant="26'))),
      refusal('InvalidIdentityToken'),
    );
  });
});

suite('an assertion of a SAML provider', () => {
  // ledger: AssumeRoleWithSAML.MinimumSessionTokenSize refused — tokens are as long as they need to be
  test('opens no session whose token is to have a size', async () => {
    await using it = await opened();
    await it.reader();
    await assert.rejects(
      it.assume({}, { MinimumSessionTokenSize: 1_000 } as never),
      refusal('InvalidParameterException', /^MinimumSessionTokenSize is not supported by this server yet/),
    );
  });

  // ledger: AssumeRoleWithSAML.SAMLAssertion honoured — signature of the assertion or the response, issuer, audience, recipient, times and role
  // ledger: AssumeRoleWithSAML.RoleArn honoured — must stand in the assertion, beside the provider
  // ledger: AssumeRoleWithSAML.PrincipalArn honoured — a provider of IAM
  test('opens a session of a role that it names and that trusts the provider, and says whose it is', async () => {
    await using it = await opened();
    const role = await it.reader({
      policy: policy(allow('s3:GetObject', 'arn:aws:s3:::b/${saml:namequalifier}/${saml:sub}/*')),
    });
    const { Credentials, ...answer } = await it.assume();
    // echo -n "https://idp.example.com/saml000000000000/corp" | openssl sha1 -binary | base64
    const qualifier = 'SCjN4IjYfn4FY7IMgOzNo3cjp4Q=';
    assert.deepEqual(answer, {
      AssumedRoleUser: { AssumedRoleId: `${role.id}:ada`, Arn: `arn:aws:sts::${account}:assumed-role/reader/ada` },
      PackedPolicySize: undefined,
      Subject: 'ada@example.com',
      SubjectType: 'persistent',
      Issuer: 'https://idp.example.com/saml',
      Audience: 'https://signin.aws.amazon.com/saml',
      NameQualifier: qualifier,
      SourceIdentity: undefined,
    });
    const principal = await it.iam.signedWith(Credentials);
    const may = async (key: string) => {
      const caller = { principal, region: 'us-east-1' };
      return (await it.world.services.access.decide(caller, 's3:GetObject', `arn:aws:s3:::b/${key}`)).allowed;
    };
    assert.deepEqual(
      [await may(`${qualifier}/ada@example.com/x`), await may(`${qualifier}/eve@example.com/x`)],
      [true, false],
    );
    const { session } = principal!;
    assert.equal(session!.provider, provider);
    assert.deepEqual(session!.context, {
      'saml:sub': 'ada@example.com',
      'saml:sub_type': 'persistent',
      'saml:namequalifier': qualifier,
    });
  });

  test('is taken at every address of AWS and at ours, and for every audience that means one of them', async () => {
    await using it = await opened();
    await it.reader();
    const { publicUrl } = it.world.services.settings;
    const addresses = [
      'https://signin.aws.amazon.com/saml',
      'https://eu-central-1.signin.aws.amazon.com/saml',
      publicUrl,
      `${publicUrl}/saml`,
    ];
    for (const address of addresses) {
      const answer = await it.assume({ recipient: address, audience: address, destination: address });
      assert.equal(answer.Audience, address);
    }
    await it.assume({ audience: 'urn:amazon:webservices', destination: '', responseIssuer: it.idp.entityId });
  });

  test('is asked about in the trust policy', async () => {
    await using it = await opened();
    await it.reader({
      condition: {
        StringEquals: {
          'saml:aud': 'https://signin.aws.amazon.com/saml',
          'saml:iss': 'https://idp.example.com/saml',
          'saml:sub': 'ada@example.com',
          'saml:sub_type': 'persistent',
          'saml:doc': `${account}/corp`,
          'saml:mail': 'ada@example.com',
          'saml:eduPersonPrimaryAffiliation': 'staff',
          'sts:RoleSessionName': 'ada',
        },
        'ForAnyValue:StringEquals': { 'saml:eduPersonAffiliation': 'staff', 'saml:cn': 'Ada' },
      },
    });
    const attributes = {
      'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress': ['ada@example.com'],
      'urn:oid:1.3.6.1.4.1.5923.1.1.1.5': ['staff'],
      'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': ['member', 'staff'],
      'urn:oid:2.5.4.3': ['Ada'],
      unknown: ['x'],
    };
    await it.assume({ attributes });
    await assert.rejects(it.assume({ attributes, nameId: 'eve@example.com' }), notAuthorized);
    await assert.rejects(it.assume({ attributes, format: '' }), notAuthorized);
    for (const name of Object.keys(attributes).slice(0, 4)) {
      await assert.rejects(it.assume({ attributes: { ...attributes, [name]: ['other'] } }), notAuthorized, name);
    }
  });

  test('shows the format of the name, short where SAML 2.0 defines it', async () => {
    await using it = await opened();
    await it.reader();
    for (const [format, shown] of [
      ['urn:oasis:names:tc:SAML:2.0:nameid-format:transient', 'transient'],
      [
        'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
        'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
      ],
      ['', 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'],
    ] as const) {
      assert.equal((await it.assume({ format })).SubjectType, shown);
    }
  });

  test('brings tags into the session, where the trust policy lets it', async () => {
    await using it = await opened();
    await it.reader({ policy: policy(allow('s3:GetObject', 'arn:aws:s3:::b/${aws:PrincipalTag/plan}/*')) });
    const attributes = {
      [awsAttribute('PrincipalTag:plan')]: ['paid'],
      [awsAttribute('PrincipalTag:team')]: ['red'],
      [awsAttribute('TransitiveTagKeys')]: ['plan'],
    };
    const { Credentials, PackedPolicySize } = await it.assume({ attributes });
    assert.equal(PackedPolicySize, 1);
    const principal = await it.iam.signedWith(Credentials);
    const { tags, transitiveTagKeys } = principal!.session!;
    assert.deepEqual({ tags, transitiveTagKeys }, { tags: { plan: 'paid', team: 'red' }, transitiveTagKeys: ['plan'] });
    const asked = { principal, region: 'us-east-1' };
    const { access } = it.world.services;
    assert.equal((await access.decide(asked, 's3:GetObject', 'arn:aws:s3:::b/paid/x')).allowed, true);
    assert.equal((await access.decide(asked, 's3:GetObject', 'arn:aws:s3:::b/free/x')).allowed, false);

    const trust = policy(trusts({ Federated: provider }, 'sts:AssumeRoleWithSAML'));
    await it.iam.role('untagged', { trust });
    const untagged = { roles: [pair('untagged')], attributes };
    await assert.rejects(it.assume(untagged, { RoleArn: roleArn('untagged') }), notAuthorized);
    await it.assume({ roles: [pair('untagged')] }, { RoleArn: roleArn('untagged') });
  });

  test('sets the source identity, where the trust policy lets it', async () => {
    await using it = await opened();
    await it.reader({ actions: ['sts:AssumeRoleWithSAML', 'sts:SetSourceIdentity'] });
    const { Credentials, SourceIdentity } = await it.saying('SourceIdentity', 'ada@corp');
    assert.equal(SourceIdentity, 'ada@corp');
    assert.equal((await it.iam.signedWith(Credentials))!.session!.sourceIdentity, 'ada@corp');
    await it.iam.role('plain', { trust: policy(trusts({ Federated: provider }, 'sts:AssumeRoleWithSAML')) });
    const attributes = { [awsAttribute('SourceIdentity')]: ['ada@corp'] };
    await assert.rejects(
      it.assume({ roles: [pair('plain')], attributes }, { RoleArn: roleArn('plain') }),
      notAuthorized,
    );
  });

  // ledger: AssumeRoleWithSAML.DurationSeconds honoured — up to the role's MaxSessionDuration; SessionDuration and SessionNotOnOrAfter of the assertion shorten it
  test('opens a session for as long as is asked for, at most as long as role, attribute and provider let it', async () => {
    await using it = await opened();
    await it.reader({ maxSessionDuration: 7_200 });
    const seconds = async (saying: SamlSaying = {}, DurationSeconds?: number) => {
      const { Credentials } = await it.assume(saying, { DurationSeconds } as never);
      return (Credentials!.Expiration!.getTime() - it.world.clock.now()) / 1_000;
    };
    const attributes = { [awsAttribute('SessionDuration')]: ['1800'] };
    const longer = { [awsAttribute('SessionDuration')]: ['43200'] };
    const sessionUntil = it.world.clock.now() + 20 * minute;
    assert.deepEqual(
      [
        await seconds(),
        await seconds({}, 7_200),
        await seconds({ attributes }),
        await seconds({ attributes }, 7_200),
        await seconds({ attributes }, 900),
        await seconds({ attributes: longer }),
        await seconds({ sessionUntil }, 7_200),
        await seconds({ sessionUntil, attributes }),
      ],
      [3_600, 7_200, 1_800, 1_800, 900, 3_600, 1_200, 1_200],
    );
    await assert.rejects(
      seconds({ attributes }, 7_201),
      refusal('ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'),
    );
  });

  // ledger: AssumeRoleWithSAML.Policy honoured — narrows the session
  // ledger: AssumeRoleWithSAML.PolicyArns honoured — narrow the session
  test('opens a session that is narrowed by the policies that are asked for', async () => {
    await using it = await opened();
    await it.reader({ policy: policy(allow('s3:*')) });
    const { Credentials } = await it.assume({}, {
      Policy: policy(allow('s3:GetObject')),
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AmazonCognitoReadOnly' }],
    } as never);
    const asked = { principal: await it.iam.signedWith(Credentials), region: 'us-east-1' };
    const may = async (action: string) =>
      (await it.world.services.access.decide(asked, action, 'arn:aws:s3:::b/x')).allowed;
    assert.deepEqual([await may('s3:GetObject'), await may('s3:PutObject')], [true, false]);
    await assert.rejects(it.assume({}, { Policy: '{' } as never), refusal('MalformedPolicyDocument'));
    const large = {
      Policy: policy(allow('s3:GetObject', `arn:aws:s3:::${'b'.repeat(1_900)}`)),
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AmazonCognitoReadOnly' }],
    } as never;
    await assert.rejects(it.assume({}, large), refusal('PackedPolicyTooLarge'));
    await assert.rejects(it.assume({}, { RoleArn: 'arn:aws:iam::x:role/y' }), refusal('ValidationError'));
  });
});
