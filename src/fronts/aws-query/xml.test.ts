import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { iamModel, type ServiceModel } from '#contract/model.ts';
import { escapeXml, xmlSerializerOf } from './xml.ts';

const role = {
  RoleName: 'reader',
  Path: '/',
  RoleId: 'AROA',
  Arn: 'arn:aws:iam::000000000000:role/reader',
  CreateDate: new Date(1_792_454_400_987),
};

suite('XML', () => {
  test('has members in the order of the model, and leaves out what is undefined', () => {
    const xml = xmlSerializerOf(iamModel, 'GetRoleResponse')({ Role: { ...role, Description: undefined } });
    assert.equal(
      xml,
      '<Role><Path>/</Path><RoleName>reader</RoleName><RoleId>AROA</RoleId><Arn>arn:aws:iam::000000000000:role/reader</Arn><CreateDate>2026-10-20T00:00:00Z</CreateDate></Role>',
    );
  });

  test('has policy documents percent-encoded as RFC 3986 says', () => {
    const document = `{"Statement": [{"Sid":"a'b(c)!*~é+%"}]}\n`;
    const xml = xmlSerializerOf(iamModel, 'GetRoleResponse')({ Role: { ...role, AssumeRolePolicyDocument: document } });
    const [, shown = ''] = /<AssumeRolePolicyDocument>(.*)<\/AssumeRolePolicyDocument>/.exec(xml) ?? [];
    assert.match(shown, /^[A-Za-z0-9%._~-]+$/);
    assert.equal(decodeURIComponent(shown), document);
    assert.match(shown, /%27b%28c%29%21%2A~%C3%A9%2B%25/);
  });

  test('has no SAML metadata percent-encoded', () => {
    const xml = xmlSerializerOf(
      iamModel,
      'GetSAMLProviderResponse',
    )({ SAMLMetadataDocument: '<a b="c">&amp;</a>\r\n' });
    assert.equal(
      xml,
      '<SAMLMetadataDocument>&lt;a b=&quot;c&quot;&gt;&amp;amp;&lt;/a&gt;&#xD;\n</SAMLMetadataDocument>',
    );
  });

  test('has lists as members, empty ones too', () => {
    const write = xmlSerializerOf(iamModel, 'ListRolePoliciesResponse');
    assert.equal(
      write({ PolicyNames: ['a', 'b'], IsTruncated: true, Marker: 'm' }),
      '<PolicyNames><member>a</member><member>b</member></PolicyNames><IsTruncated>true</IsTruncated><Marker>m</Marker>',
    );
    assert.equal(write({ PolicyNames: [], IsTruncated: false }), '<PolicyNames/><IsTruncated>false</IsTruncated>');
  });

  test('has maps as entries, and bytes as base64', () => {
    const model = {
      shapes: {
        Out: { type: 'structure', members: { Map: 'Map', Bytes: 'Bytes' } },
        Map: { type: 'map', key: 'string', value: 'string' },
        Bytes: { type: 'blob' },
      },
    } as unknown as ServiceModel;
    const xml = xmlSerializerOf(model, 'Out')({ Map: { '<k>': '&v' }, Bytes: new Uint8Array([1, 2]) });
    assert.equal(xml, '<Map><entry><key>&lt;k&gt;</key><value>&amp;v</value></entry></Map><Bytes>AQI=</Bytes>');
  });

  test('escapes what would be markup, and replaces what XML cannot hold', () => {
    assert.equal(escapeXml('a<b>&"c"\t\n'), 'a&lt;b&gt;&amp;&quot;c&quot;\t\n');
    assert.equal(escapeXml('\u0000\u0008\u000b\u001f\uffff'), '\ufffd'.repeat(5));
    assert.equal(escapeXml(']]>'), ']]&gt;');
  });
});
