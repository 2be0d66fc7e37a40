import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { readXml } from '#domain/saml/xml.ts';
import { refusal } from '../../../test/support/refusal.ts';
import { base64, escaped, samlIdp, signed } from '../../../test/support/saml-idp.ts';
import { nodeSamlAssertions } from './saml-assertions.ts';

const now = () => Date.UTC(2026, 0, 5);
const idp = samlIdp({ now });
const stranger = samlIdp({ now });
const { verify } = nodeSamlAssertions();
const trusted = [idp.certificate];
const attributeOf = 'tier';
const ours = { attributes: { [attributeOf]: ['free'] } };

const badSignature = refusal('InvalidIdentityToken', 'Response signature invalid');
const invalid = refusal('InvalidIdentityToken');

/** Refuses an XML document, after it is certain that it is one, so that nothing else is the reason. */
async function refuses(xml: string, why = invalid, certificates: readonly string[] = trusted): Promise<void> {
  assert.ok(readXml(xml, { parts: 4_000, depth: 40 }), 'the document is well-formed');
  await assert.rejects(verify(base64(xml), certificates), why);
}

/** A document that differs from the one given. */
function changed(xml: string, from: string | RegExp, to: string): string {
  const other = xml.replace(from, () => to);
  assert.notEqual(other, xml);
  return other;
}

test('the library is loaded with the first response whose shape is right, and not before', async () => {
  const isLoaded = () =>
    Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('node-saml/lib/saml'));
  await assert.rejects(verify(base64('<a/>'), trusted), invalid);
  assert.equal(isLoaded(), false);
  await verify(idp.response(), trusted);
  assert.equal(isLoaded(), true);
});

suite('a SAML response is refused', () => {
  test('that nobody signed', () => refuses(idp.xml(ours, { sign: 'nothing' }), badSignature));

  test('that a key signed which is not in the metadata', () => refuses(stranger.xml(ours), badSignature));

  test('whose KeyInfo carries the certificate of the key that signed, which is not in the metadata', () =>
    refuses(stranger.xml(ours, { certificate: stranger.certificate }), badSignature));

  test('whose KeyInfo carries a certificate of the metadata, while another key signed', () =>
    refuses(stranger.xml(ours, { certificate: idp.certificate }), badSignature));

  test('while no certificate is trusted at all', () =>
    refuses(idp.xml(ours, { certificate: idp.certificate }), badSignature, []));

  for (const sign of ['assertion', 'response', 'both'] as const) {
    for (const [what, from, to] of [
      ['another name', 'ada@example.com', 'eve@example.com'],
      ['another attribute', '>free<', '>paid<'],
      ['a later end', /NotOnOrAfter="2026/g, 'NotOnOrAfter="2036'],
      ['another audience', '<saml:Audience>', '<saml:Audience>x'],
    ] as const) {
      test(`that was given ${what} after it was signed (${sign})`, () =>
        refuses(changed(idp.xml(ours, { sign }), from, to), badSignature));
    }
  }

  test('that was altered outside of the assertion, where the response is signed', () =>
    refuses(
      changed(idp.xml(ours, { sign: 'response' }), 'Destination="https://', 'Destination="http://'),
      badSignature,
    ));

  test('in which one of two signatures is wrong', async () => {
    const both = idp.xml(ours, { sign: 'both' });
    const [ofResponse, ofAssertion] = [...both.matchAll(/<SignatureValue>([^<]+)</g)].map(([, value]) => value!);
    await refuses(changed(both, ofResponse!, ofAssertion!), badSignature);
    const others = stranger.xml(ours);
    await refuses(signed(others, / ID="([^"]+)"/.exec(others)![1]!, idp), badSignature);
  });

  for (const [what, signing] of [
    ['SHA-1', { signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }],
    ['a digest by SHA-1', { digestAlgorithm: 'http://www.w3.org/2000/09/xmldsig#sha1' }],
    [
      'the certificate as the secret of a keyed hash',
      { signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1', key: idp.certificate },
    ],
    ['a form that keeps comments', { canonicalization: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments' }],
    [
      'a form that depends on what is around it',
      { canonicalization: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' },
    ],
    [
      'a transform that keeps comments',
      {
        transforms: [
          'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
          'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
        ],
      },
    ],
    ['one transform alone', { transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature'] }],
  ] as const) {
    test(`whose signature uses ${what}`, () => refuses(idp.xml(ours, signing), badSignature));
  }

  test('whose signature names an algorithm that does not exist', () =>
    refuses(changed(idp.xml(ours), 'xmldsig-more#rsa-sha256', 'xmldsig-more#none'), badSignature));

  test('whose signature is over another element, over everything, or over nothing', async () => {
    const xml = idp.xml(ours);
    const id = /<saml:Assertion ID="([^"]+)"/.exec(xml)![1]!;
    await refuses(changed(xml, `URI="#${id}"`, `URI="#${/ ID="([^"]+)"/.exec(xml)![1]!}"`), badSignature);
    await refuses(changed(xml, `URI="#${id}"`, 'URI=""'), badSignature);
    await refuses(changed(xml, ` URI="#${id}"`, ''), badSignature);
    await refuses(changed(xml, /<Reference .*<\/Reference>/, ''), badSignature);
  });

  test('whose signature has two references, or two of what there is one of', async () => {
    const xml = idp.xml(ours);
    for (const element of ['Reference', 'SignedInfo', 'SignatureValue', 'Signature']) {
      const [once = ''] = new RegExp(`<${element}[ >].*</${element}>`).exec(xml) ?? [];
      await refuses(changed(xml, once, once + once), badSignature);
    }
  });
});

suite('a signature that is moved around what it covers', () => {
  const original = idp.xml(ours);
  const [assertion = ''] = /<saml:Assertion .*<\/saml:Assertion>/.exec(original) ?? [];
  const [signature = ''] = /<Signature .*<\/Signature>/.exec(assertion) ?? [];
  const unsigned = assertion.replace(signature, '');
  const id = /ID="([^"]+)"/.exec(assertion)![1]!;
  /** What an attacker wants to be: the same, under an id of its own unless it takes the place of the first. */
  const evil = (inside = '', own = '_evil') =>
    unsigned
      .replaceAll('ada@example.com', 'admin@example.com')
      .replace(id, own)
      .replace('</saml:Issuer>', `</saml:Issuer>${inside}`);
  const around = (...content: string[]) => changed(original, assertion, content.join(''));

  const whole = idp.xml(ours, { sign: 'response' });
  const [wholeSignature = ''] = /<Signature .*<\/Signature>/.exec(whole) ?? [];
  const wholeUnsigned = whole.replace(wholeSignature, '');
  const wholeId = /ID="([^"]+)"/.exec(whole)![1]!;
  const evilWhole = wholeUnsigned.replace('ada@example.com', 'admin@example.com').replace(wholeId, '_evil');
  const inResponse = (content: string) => evilWhole.replace('</saml:Issuer>', `</saml:Issuer>${content}`);

  const wrappings: [variant: string, xml: string][] = [
    [
      'XSW1: the signed response in the signature of another',
      inResponse(wholeSignature.replace('</Signature>', `${wholeUnsigned}</Signature>`)),
    ],
    ['XSW2: the signed response beside its signature, in another', inResponse(wholeUnsigned + wholeSignature)],
    ['XSW3: an assertion before the signed one', around(evil(), assertion)],
    ['XSW3: an assertion after the signed one', around(assertion, evil())],
    ['XSW4: the signed assertion in another', around(evil(assertion))],
    ['XSW5: the signature in another, the signed one without it at the end', around(evil(signature), unsigned)],
    ['XSW5: the same under one id', around(evil(signature, id), unsigned)],
    [
      'XSW6: the signed assertion in the signature of another',
      around(evil(signature.replace('</Signature>', `${unsigned}</Signature>`))),
    ],
    [
      'XSW7: an assertion in extensions before the signed one',
      around(`<samlp:Extensions>${evil('', id)}</samlp:Extensions>`, assertion),
    ],
    ['XSW7: the signed one in extensions', around(`<samlp:Extensions>${assertion}</samlp:Extensions>`, evil())],
    [
      'XSW8: the signed assertion in an object of the signature of another',
      around(evil(signature.replace('</Signature>', `<Object>${unsigned}</Object></Signature>`))),
    ],
    [
      'an unsigned assertion in a signed one',
      around(assertion.replace('</saml:Assertion>', `${evil()}</saml:Assertion>`)),
    ],
    [
      'the signature below the assertion instead of in it',
      around(assertion.replace(signature, `<saml:Advice>${signature}</saml:Advice>`)),
    ],
    ['the signature in the response instead of the assertion', around(signature, unsigned)],
    ['an assertion in the place of the signed one, under its id', around(evil(signature, id))],
    [
      'a response that is an assertion',
      evil(signature).replace('<saml:Assertion', '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'),
    ],
    [
      'an assertion of another namespace before the signed one',
      around(evil().replaceAll('saml:', 'samlp:'), assertion),
    ],
  ];
  for (const [variant, xml] of wrappings) {
    test(`is refused: ${variant}`, () => {
      assert.match(xml, /admin@example|Advice|<\/samlp:Status><Signature/);
      return refuses(xml);
    });
  }

  test('is refused where an id stands twice, in whatever case its name is written', async () => {
    for (const name of ['ID', 'Id', 'id', 'xml:id']) {
      await refuses(changed(original, '<samlp:Status>', `<samlp:Status ${name}="${id}">`), badSignature);
    }
  });
});

suite('what stands around or in a signed assertion', () => {
  test('cannot cut a name short: of a comment in it nothing is left, and the name is whole', async () => {
    const xml = changed(idp.xml({ nameId: 'ada@example.com.evil.com' }), '.com.evil', '.com<!-- x -->.evil');
    const { assertion } = await verify(base64(xml), trusted);
    assert.equal(assertion.subject, 'ada@example.com.evil.com');
  });

  test('cannot cut an attribute or an issuer short either', async () => {
    const xml = changed(idp.xml(ours), '>free<', '>fr<!-- -->ee<').replaceAll('https://idp.', 'https://<!-- -->idp.');
    const { assertion, issuer } = await verify(base64(xml), trusted);
    assert.deepEqual(
      [assertion.attributes.get(attributeOf), assertion.issuer, issuer],
      [['free'], idp.entityId, idp.entityId],
    );
  });

  test('is refused when it is a document type, an entity, a CDATA section or a processing instruction', async () => {
    const xml = idp.xml(ours);
    for (const wrong of [
      `<!DOCTYPE x [<!ENTITY a "admin">]>${xml}`,
      `<!DOCTYPE x SYSTEM "file:///etc/passwd">${xml}`,
      changed(xml, 'ada@example.com', '&a;'),
      changed(xml, 'ada@example.com', '<![CDATA[ada@example.com]]>'),
      changed(xml, 'ada@', 'ada<?x @?>'),
      `<?xml-stylesheet href="x"?>${xml}`,
    ]) {
      await assert.rejects(verify(base64(wrong), trusted), refusal('InvalidIdentityToken', 'Invalid SAML response'));
    }
  });

  test('is refused when it is encrypted, which is not built', () =>
    refuses(
      changed(idp.xml(ours), /<saml:Assertion .*<\/saml:Assertion>/, '<saml:EncryptedAssertion/>'),
      refusal('InvalidIdentityToken', 'Encrypted assertions are not supported by this server yet'),
    ));

  test('is refused when the provider says that signing in failed', () =>
    refuses(
      idp.xml({ status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }, { sign: 'response' }),
      refusal('IDPRejectedClaim', 'The identity provider reported that authentication failed'),
    ));

  test('is refused when it is of another version, or no response', async () => {
    for (const [from, to] of [
      ['Version="2.0"', 'Version="1.1"'],
      ['SAML:2.0:protocol', 'SAML:1.1:protocol'],
      [/<samlp:Status>.*<\/samlp:Status>/, ''],
      [/<samlp:Status>.*<\/samlp:Status>/, '<samlp:Status/>'],
    ] as const) {
      await refuses(changed(idp.xml(ours), from, to));
    }
  });
});

suite('a response has bounds', () => {
  const tooMuch = [
    ['longer than 100,000 characters', 'A'.repeat(100_001), 'Invalid base64 SAMLResponse'],
    ['that is no base64', '<samlp:Response/>', 'Invalid base64 SAMLResponse'],
    ['that is no text', Buffer.from([0xc3, 0x28, 0xff]).toString('base64'), 'Invalid base64 SAMLResponse'],
    ['that is no XML', base64('a response'), 'Invalid SAML response'],
    ['that is empty', '====', 'Invalid base64 SAMLResponse'],
    ['that is deep', base64('<a>'.repeat(5_000) + '</a>'.repeat(5_000)), 'Invalid SAML response'],
    ['of many elements', base64(`<a>${'<b/>'.repeat(10_000)}</a>`), 'Invalid SAML response'],
    [
      'of one element with many attributes',
      base64(`<a${Array.from({ length: 3_000 }, (_, at) => ` a${at}=""`).join('')}/>`),
      'Invalid SAML response',
    ],
  ] as const;
  for (const [what, response, message] of tooMuch) {
    test(`and one ${what} is refused`, () =>
      assert.rejects(verify(response, trusted), refusal('InvalidIdentityToken', message)));
  }

  test('and an assertion with more than 200 attributes or 1,000 values is refused', async () => {
    const many = (count: number, values: readonly string[]) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, values]));
    const why = refusal('InvalidIdentityToken', 'The assertion has too many attributes');
    await refuses(idp.xml({ attributes: many(201, ['x']) }), why);
    await refuses(
      idp.xml({
        attributes: many(
          1,
          Array.from({ length: 1_001 }, () => 'x'),
        ),
      }),
      why,
    );
  });
});

suite('a response is believed', () => {
  for (const sign of ['assertion', 'response', 'both'] as const) {
    test(`when the ${sign === 'both' ? 'assertion and the response are' : `${sign} is`} signed`, async () => {
      const { assertion } = await verify(idp.response(ours, { sign }), trusted);
      assert.equal(assertion.subject, 'ada@example.com');
      assert.deepEqual(assertion.attributes.get(attributeOf), ['free']);
    });
  }

  test('when any of several certificates verifies it, the order of which does not matter', async () => {
    for (const certificates of [
      [stranger.certificate, idp.certificate],
      [idp.certificate, stranger.certificate],
    ]) {
      assert.equal((await verify(idp.response(), certificates)).issuer, idp.entityId);
    }
  });

  test('when it is signed with RSA and SHA-512, or with RSA-PSS and SHA-256', async () => {
    for (const signatureAlgorithm of [
      'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
      'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
    ]) {
      const digestAlgorithm = 'http://www.w3.org/2001/04/xmlenc#sha512';
      await verify(idp.response({}, { signatureAlgorithm, digestAlgorithm }), trusted);
    }
  });

  test('when it is written in lines, with space around what it says, and in base64 of several lines', async () => {
    const nameId = '\n      ada@example.com\n    ';
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\r\n${idp.xml({ nameId })}\n`;
    const lines = base64(xml).replace(/.{76}/g, '$&\r\n');
    assert.equal((await verify(lines, trusted)).assertion.subject, 'ada@example.com');
  });

  test('and its text is as it is meant, also where it holds what XML writes otherwise', async () => {
    const value = `<&"'> é 𝄞`;
    const nameId = escaped(value);
    const { assertion } = await verify(
      idp.response({ nameId, attributes: { x: [value, ''] } }, { sign: 'both' }),
      trusted,
    );
    assert.deepEqual([assertion.subject, assertion.attributes.get('x')], [value, [value, '']]);
  });
});

suite('responses are believed as they are written', () => {
  const at = '2026-01-05T00:00:00.0000000Z';
  const until = '2026-01-05T00:05:00.123Z';

  test('with a namespace of its own for the assertion, types on its values and the certificate sent along', async () => {
    const xml = `<samlp:Response ID="_r" Version="2.0" IssueInstant="${at}" Destination="https://signin.aws.amazon.com/saml" InResponseTo="_q" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">${idp.entityId}</Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><Assertion ID="_a" IssueInstant="${at}" Version="2.0" xmlns="urn:oasis:names:tc:SAML:2.0:assertion"><Issuer>${idp.entityId}</Issuer><Subject><NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ada@example.com</NameID><SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><SubjectConfirmationData InResponseTo="_q" NotOnOrAfter="${until}" Recipient="https://signin.aws.amazon.com/saml"/></SubjectConfirmation></Subject><Conditions NotBefore="${at}" NotOnOrAfter="${until}"><AudienceRestriction><Audience>urn:amazon:webservices</Audience></AudienceRestriction></Conditions><AttributeStatement><Attribute Name="groups"><AttributeValue>one</AttributeValue><AttributeValue>two</AttributeValue></Attribute></AttributeStatement><AuthnStatement AuthnInstant="${at}" SessionIndex="_a"><AuthnContext><AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</AuthnContextClassRef></AuthnContext></AuthnStatement></Assertion></samlp:Response>`;
    const how = { key: idp.key, certificate: idp.certificate };
    const { assertion, destination } = await verify(base64(signed(xml, '_a', how)), trusted);
    assert.deepEqual(
      { ...assertion, attributes: Object.fromEntries(assertion.attributes) },
      {
        id: '_a',
        issuer: idp.entityId,
        issuedAt: Date.parse('2026-01-05T00:00:00Z'),
        subject: 'ada@example.com',
        subjectFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
        recipient: 'https://signin.aws.amazon.com/saml',
        confirmedFrom: undefined,
        confirmedUntil: Date.parse(until),
        validFrom: Date.parse('2026-01-05T00:00:00Z'),
        validUntil: Date.parse(until),
        audiences: [['urn:amazon:webservices']],
        sessionUntil: undefined,
        attributes: { groups: ['one', 'two'] },
      },
    );
    assert.equal(destination, 'https://signin.aws.amazon.com/saml');
  });

  test('with both parts signed, other prefixes, typed values and prefixes that are signed along', async () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<saml2p:Response xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:xs="http://www.w3.org/2001/XMLSchema" ID="id1" IssueInstant="${at}" Version="2.0">
  <saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">${idp.entityId}</saml2:Issuer>
  <saml2p:Status><saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></saml2p:Status>
  <saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="id2" IssueInstant="${at}" Version="2.0">
    <saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">${idp.entityId}</saml2:Issuer>
    <saml2:Subject>
      <saml2:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">ada@example.com</saml2:NameID>
      <saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
        <saml2:SubjectConfirmationData NotOnOrAfter="${until}" Recipient="https://signin.aws.amazon.com/saml"/>
      </saml2:SubjectConfirmation>
    </saml2:Subject>
    <saml2:Conditions NotBefore="${at}" NotOnOrAfter="${until}">
      <saml2:AudienceRestriction><saml2:Audience>https://signin.aws.amazon.com/saml</saml2:Audience></saml2:AudienceRestriction>
    </saml2:Conditions>
    <saml2:AuthnStatement AuthnInstant="${at}" SessionIndex="id3" SessionNotOnOrAfter="${until}"/>
    <saml2:AttributeStatement>
      <saml2:Attribute Name="tier" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri">
        <saml2:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">free</saml2:AttributeValue>
      </saml2:Attribute>
      <saml2:Attribute Name="urn:oid:1.3.6.1.4.1.5923.1.1.1.10">
        <saml2:AttributeValue><saml2:NameID>x</saml2:NameID></saml2:AttributeValue>
      </saml2:Attribute>
    </saml2:AttributeStatement>
  </saml2:Assertion>
</saml2p:Response>`;
    const how = { key: idp.key, certificate: idp.certificate, inclusivePrefixes: ['xs'] };
    const { assertion } = await verify(base64(signed(signed(xml, 'id2', how), 'id1', how)), trusted);
    assert.equal(assertion.subject, 'ada@example.com');
    assert.equal(assertion.sessionUntil, Date.parse(until));
    assert.deepEqual([...assertion.attributes.values()], [['free'], []]);
  });
});

suite('whatever is changed in a signed response', () => {
  for (const sign of ['assertion', 'response', 'both'] as const) {
    test(`is either without meaning or refused (${sign})`, async () => {
      const xml = idp.xml(ours, { sign });
      const meant = (await verify(base64(xml), trusted)).assertion;
      const changes = fc.record({
        at: fc.nat(xml.length - 1),
        length: fc.nat(3),
        text: fc.oneof(
          fc.string({ maxLength: 3 }),
          fc.constantFrom(
            '<!---->',
            '<x/>',
            ' ',
            '&#32;',
            '"',
            '<',
            '/>',
            ' ID="_x"',
            ' xmlns="n"',
            '<![CDATA[]]>',
            '\r',
          ),
        ),
      });
      await fc.assert(
        fc.asyncProperty(changes, async ({ at, length, text }) => {
          const other = xml.slice(0, at) + text + xml.slice(at + length);
          try {
            assert.deepEqual((await verify(base64(other), trusted)).assertion, meant);
          } catch (error) {
            if (error instanceof assert.AssertionError) throw error;
            assert.match(
              (error as { code?: string }).code ?? String(error),
              /^(?:InvalidIdentityToken|IDPRejectedClaim)$/,
            );
          }
        }),
        { numRuns: 100 },
      );
    });
  }
});
