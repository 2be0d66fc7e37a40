const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The kinds of unique id, by AWS's prefixes. */
export type IdPrefix = 'AKIA' | 'ASIA' | 'AIDA' | 'AROA' | 'AGPA' | 'ANPA' | 'AIPA';

const totalLength: Readonly<Record<IdPrefix, number>> = {
  AKIA: 20,
  ASIA: 20,
  AIDA: 21,
  AROA: 21,
  AGPA: 21,
  ANPA: 21,
  AIPA: 21,
};

/**
 * A unique id in AWS's form. The account is written into it as AWS does, so that tools (and GetAccessKeyInfo) can read
 * it back: eight characters of base32 for 2³⁹ + ⌊account ÷ 2⌋, the next one in `A`–`P` for an even account and `Q`–`7`
 * for an odd one, the rest random.
 * @param random at least 16 random bytes
 */
export function uniqueId(prefix: IdPrefix, accountId: string, random: Uint8Array): string {
  const account = BigInt(accountId);
  let head = '';
  for (let bits = 0x80_0000_0000n + account / 2n, digit = 0; digit < 8; digit++, bits >>= 5n) {
    head = base32[Number(bits & 31n)]! + head;
  }
  const odd = Number(account % 2n) * 16;
  const tail = Array.from(random.subarray(0, totalLength[prefix] - prefix.length - 8), (byte) => byte & 31);
  tail[0] = (tail[0]! & 15) + odd;
  return prefix + head + tail.map((value) => base32[value]).join('');
}

/** The account that a unique id belongs to, in twelve digits; undefined for ids of another form. */
export function accountOf(id: string): string | undefined {
  if (!/^A[A-Z]{3}[A-Z2-7]{12,}$/.test(id)) return undefined;
  let bits = 0n;
  for (const character of id.slice(4, 14)) bits = (bits << 5n) | BigInt(base32.indexOf(character));
  // 50 bits: the first 48 are six bytes, of which the top one is the version and the lowest seven are not the account's.
  const account = ((bits >> 2n) & 0x7fff_ffff_ff80n) >> 7n;
  return account.toString().padStart(12, '0');
}
