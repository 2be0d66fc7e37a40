import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { samlMetadata } from '../../../test/support/saml-metadata.ts';
import { readSamlMetadata } from './saml-metadata.ts';

const good = samlMetadata({ certificates: ['MIIA', 'MIIB=='] });
const without = (part: string | RegExp) => good.replace(part, '');

suite('metadata is refused', () => {
  const cases: [what: string, document: string][] = [
    ['that is no XML', 'x'.repeat(1_000)],
    ['that is JSON', JSON.stringify({ entityID: 'x'.repeat(1_000) })],
    ['of an entity without a name', without(/ entityID="[^"]*"/)],
    ['of a service provider', good.replaceAll('IDPSSODescriptor', 'SPSSODescriptor')],
    ['without a certificate', samlMetadata({ certificates: [] })],
    ['whose certificates are for encryption alone', good.replaceAll('use="signing"', 'use="encryption"')],
    ['with a document type', good.replace('<md:Entity', '<!DOCTYPE x [<!ENTITY a "b">]><md:Entity')],
    ['with text that is not parsed', good.replace('</md:KeyDescriptor>', '<![CDATA[<x>]]></md:KeyDescriptor>')],
    ['that breaks off', good.slice(0, -30)],
    [
      'with elements closed in the wrong order',
      good.replace('</ds:X509Data></ds:KeyInfo>', '</ds:KeyInfo></ds:X509Data>'),
    ],
    ['with a comment that never ends', `${good}<!--`],
    [
      'with an element that never ends',
      good.replace('<md:SingleSignOnService ', '<md:KeyDescriptor <md:SingleSignOnService '),
    ],
    ['with a lone angle bracket', good.replace('\n  <md:IDP', ' < \n  <md:IDP')],
    ['with an end that is no date', samlMetadata({ attributes: ' validUntil="soon"' })],
    ['with an attribute without quotes', good.replace(/entityID="[^"]*"/, 'entityID=x')],
  ];
  for (const [what, document] of cases) {
    test(what, () => {
      assert.notEqual(document, good);
      assert.throws(() => readSamlMetadata(document), { code: 'InvalidInput', message: 'Could not parse metadata' });
    });
  }

  test('that is made to be read for ever, at once', { timeout: 20_000 }, () => {
    for (const part of [
      '<KeyDescriptor ',
      '<X509Certificate>',
      '<!--',
      '<?',
      '<a x="',
      '<a ',
      ' <',
      '<EntityDescriptor x=" ',
    ]) {
      assert.throws(() => readSamlMetadata(part.repeat(1_000_000 / part.length)), { code: 'InvalidInput' }, part);
    }
  });
});

suite('of metadata is read', () => {
  test('who it is of, its signing certificates, and no end where it names none', () => {
    assert.deepEqual(readSamlMetadata(good), {
      entityId: 'https://idp.example.com/saml',
      certificates: ['MIIA', 'MIIB=='],
      validUntil: undefined,
    });
  });

  test('its end where it names one', () => {
    const document = samlMetadata({ attributes: " validUntil='2030-01-01T00:00:00Z'" });
    assert.equal(readSamlMetadata(document).validUntil, Date.UTC(2030, 0, 1));
  });

  test('the earlier end where the list it stands in names one too', () => {
    const own = samlMetadata({ attributes: ' validUntil="2031-01-01T00:00:00Z"' }).replace(/^<\?xml[^>]*>/, '');
    const document = `<EntitiesDescriptor validUntil="2030-06-01T00:00:00Z">${own}</EntitiesDescriptor>`;
    assert.equal(readSamlMetadata(document).validUntil, Date.UTC(2030, 5, 1));
  });

  test('the same without prefixes, and for keys of either use', () => {
    const plain = good.replace(/(<\/?)(?:md|ds):/g, '$1').replaceAll(' use="signing"', '');
    assert.deepEqual(readSamlMetadata(plain).certificates, ['MIIA', 'MIIB==']);
  });

  test('nothing that stands in a comment', () => {
    const document = good.replace(
      '<md:KeyDescriptor',
      `<!-- <X509Certificate>EVIL</X509Certificate> --><md:KeyDescriptor`,
    );
    assert.deepEqual(readSamlMetadata(document).certificates, ['MIIA', 'MIIB==']);
  });
});
