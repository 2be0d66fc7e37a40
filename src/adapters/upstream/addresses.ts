import { BlockList, isIP } from 'node:net';

const listOf = (...ranges: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list;
};

/** IPv4 that is not the public internet's: the IANA special-purpose registry, multicast, and Azure's wire server. */
const notPublic4 = listOf(
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4', '168.63.129.16'],
);
/** Of IPv6 only global unicast is public, without its parts that hold other networks' addresses or are for documents. */
const public6 = listOf('2000::/3');
const notPublic6 = listOf('2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20');
/** What development reaches too: the machine itself and private networks, where other parts of a set-up run. */
const nearby = listOf('127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '::1', 'fc00::/7');
/** Inside `fc00::/7`, and yet no neighbour: the metadata service of a machine at AWS. */
const metadata6 = listOf('fd00:ec2::/32');

/** An address without the ways of writing IPv4 as IPv6. */
const plain = (address: string): string => {
  const embedded = /^(?:::ffff:|64:ff9b::)(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (embedded) return embedded;
  const [, high, low] = /^(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address) ?? [];
  if (high === undefined || low === undefined) return address;
  const bits = parseInt(high, 16) * 65_536 + parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
};

// A scoped address (`fe80::1%eth0`) is of one link only, and in no list.
const isIn = (list: BlockList, address: string): boolean =>
  isIP(address) !== 0 && !address.includes('%') && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** An address on the public internet. */
export function isPublicAddress(address: string): boolean {
  const given = plain(address);
  if (isIP(given) === 6) return isIn(public6, given) && !isIn(notPublic6, given);
  return isIP(given) === 4 && !isIn(notPublic4, given);
}

/** Of this machine, or of a private network; never a link-local one, where clouds answer with a machine's credentials. */
export function isNearbyAddress(address: string): boolean {
  const given = plain(address);
  return isIP(given) !== 0 && isIn(nearby, given) && !isIn(metadata6, given);
}

/** What an operator lists: addresses and ranges, and host names. */
export interface AllowList {
  readonly host: (name: string) => boolean;
  readonly address: (address: string) => boolean;
}

/** @param entries `10.1.0.0/16`, `192.168.7.5`, `idp.internal`, `.corp.example` (every name that ends so) */
export function allowList(entries: readonly string[]): AllowList {
  const isAddress = (entry: string) => isIP(entry.split('/')[0] ?? '') !== 0;
  const names = entries.filter((entry) => !isAddress(entry)).map((entry) => entry.toLowerCase());
  const ranges = listOf(...entries.filter(isAddress));
  return {
    host: (name) => names.some((one) => (one.startsWith('.') ? name.endsWith(one) : name === one)),
    address: (address) => isIn(ranges, plain(address)),
  };
}
