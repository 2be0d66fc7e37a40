import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributeKeys } from './context-keys.ts';

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

test('attributes become condition keys by the names that AWS knows, and others do not', () => {
  const attributes = new Map([
    ['urn:oid:1.3.6.1.4.1.5923.1.1.1.1', ['member', 'staff']],
    ['urn:oid:1.3.6.1.4.1.5923.1.1.1.3', ['dc=example']],
    [`${claims}/givenname`, ['Ada']],
    ['https://aws.amazon.com/SAML/Attributes/RoleSessionName', ['ada']],
    ['constructor', ['x']],
  ]);
  assert.deepEqual(attributeKeys(attributes), {
    'saml:eduPersonAffiliation': ['member', 'staff'],
    'saml:eduPersonOrgDN': 'dc=example',
    'saml:givenName': 'Ada',
  });
});

test('of several attributes with one key the first counts, and of several values of one that has one, none', () => {
  const twice = new Map([
    [`${claims}/emailaddress`, ['ada@example.com']],
    ['0.9.2342.19200300100.1.3', ['eve@example.com']],
    [`${claims}/surname`, ['Lovelace', 'Byron']],
  ]);
  assert.deepEqual(attributeKeys(twice), { 'saml:mail': 'ada@example.com' });
});
