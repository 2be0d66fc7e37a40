import assert from 'node:assert/strict';
import { BlockList, isIP } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { isWithin, readAddress, readRange } from './ip-range.ts';

// Node's own addresses and ranges are the reference.

const effort = { numRuns: 3000 };

/** Addresses, and texts that nearly are. */
const nearly = fc
  .array(fc.constantFrom('1', '0', '01', 'ff', '256', 'ffff', 'fffff', 'g', ':', ':', '::', '.', '1.2.3.4', '%', ' '), {
    maxLength: 16,
  })
  .map((all) => all.join(''));
const anyAddress = fc.oneof(fc.ipV4(), fc.ipV6(), nearly);

test('what is read as an address is one, and all but those with a zone are read', () => {
  fc.assert(
    fc.property(anyAddress, (text) => {
      const length = readAddress(text)?.length;
      if (text.includes('%')) return assert.equal(length, undefined);
      assert.equal(length !== undefined, isIP(text) !== 0, text);
      // An IPv4 address that an IPv6 socket shows is read as IPv4.
      if (length === 128) assert.equal(isIP(text), 6, text);
      if (isIP(text) === 4) assert.equal(length, 32, text);
    }),
    effort,
  );
});

/** Addresses of which many share their beginning, each as the texts that stand for it. */
const near4 = fc
  .array(fc.constantFrom(0, 10, 127, 128, 255), { minLength: 4, maxLength: 4 })
  .map((all) => all.join('.'));
const near6 = fc
  .array(fc.constantFrom('0', '1', '8000', 'ffff'), { minLength: 7, maxLength: 7 })
  .map((all) => `2001:${all.join(':')}`);

const ranges = fc.oneof(
  fc.tuple(near4, fc.nat(32)).map(([address, prefix]) => ({ address, prefix, family: 'ipv4' as const })),
  fc.tuple(near6, fc.nat(128)).map(([address, prefix]) => ({ address, prefix, family: 'ipv6' as const })),
);

test('an address is within a range when Node finds it there', () => {
  fc.assert(
    fc.property(ranges, fc.oneof(near4, near6), ({ address, prefix, family }, asked) => {
      const list = new BlockList();
      list.addSubnet(address, prefix, family);
      const [range, found] = [readRange(`${address}/${prefix}`), readAddress(asked)];
      assert.ok(range && found);
      // Node also finds IPv4 addresses in ::/0; in policies the two are apart.
      const expected = isIP(asked) === isIP(address) && list.check(asked, family);
      assert.equal(isWithin(found, range), expected);
    }),
    effort,
  );
});

test('an IPv4 address is in the same ranges when an IPv6 socket shows it, and so is the range', () => {
  fc.assert(
    fc.property(near4, fc.nat(32), near4, (network, prefix, asked) => {
      const ways = [asked, `::ffff:${asked}`].flatMap((text) =>
        [`${network}/${prefix}`, `::ffff:${network}/${prefix + 96}`].map((written) => {
          const [address, range] = [readAddress(text), readRange(written)];
          return address && range && isWithin(address, range);
        }),
      );
      assert.equal(new Set(ways).size, 1);
      assert.equal(typeof ways[0], 'boolean');
    }),
    effort,
  );
});

test('a prefix that is too long, or no number, makes no range', () => {
  for (const text of ['10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/a', '/8', '::/129', '::/ 1'])
    assert.equal(readRange(text), undefined, text);
  assert.equal(readRange('::ffff:10.0.0.0/95'), undefined, 'a part of the addresses of IPv4 that IPv6 shows');
});
