import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { allowList, isNearbyAddress, isPublicAddress } from './addresses.ts';

const nowhere = [
  '0.0.0.0',
  '100.64.0.1',
  '100.100.100.200',
  '168.63.129.16',
  '169.254.169.254',
  '169.254.170.2',
  '192.0.0.8',
  '198.18.0.1',
  '203.0.113.7',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  '2001::1',
  '2002:7f00:1::',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '64:ff9b::a9fe:a9fe',
  'fd00:ec2::254',
  'localhost',
  '',
];
const nearby = [
  '127.0.0.1',
  '127.9.9.9',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '::1',
  'fd12::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::7f00:1',
];
const everywhere = [
  '1.1.1.1',
  '8.8.8.8',
  '172.32.0.1',
  '192.169.0.1',
  '2606:4700::1111',
  '2a00:1450::1',
  '::ffff:8.8.8.8',
];

suite('an address', () => {
  test('of the public internet is known as such', () => {
    assert.deepEqual(
      everywhere.filter((address) => !isPublicAddress(address)),
      [],
    );
    assert.deepEqual([...nowhere, ...nearby].filter(isPublicAddress), []);
  });

  test('of this machine or a private network is known as such; those of metadata services are neither', () => {
    assert.deepEqual(
      nearby.filter((address) => !isNearbyAddress(address)),
      [],
    );
    assert.deepEqual([...nowhere, ...everywhere].filter(isNearbyAddress), []);
  });

  test('that is allowed is so by itself, by its range or by its name', () => {
    const { host, address } = allowList(['10.1.0.0/16', '192.168.7.5', 'fd12::/64', 'idp.internal', '.corp.example']);
    assert.deepEqual(
      ['10.1.9.9', '192.168.7.5', '::ffff:10.1.0.1', 'fd12::5', '10.2.0.1', '192.168.7.6', 'fd13::1'].map(address),
      [true, true, true, true, false, false, false],
    );
    assert.deepEqual(['idp.internal', 'a.corp.example', 'corp.example', 'xidp.internal', 'acorp.example'].map(host), [
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
