export interface ScryptHash {
  /** N, a power of two. */
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelism: number;
  readonly salt: Uint8Array;
  readonly key: Uint8Array;
}

const form = /^(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$((?:[0-9A-Fa-f]{2}){1,64})\$((?:[0-9A-Fa-f]{2}){16,64})$/;

/** `N$r$p$salt$hash`, salt (1 to 64 bytes) and hash (16 to 64) in hex: the form of Cognito's user import. RFC 7914. */
export function parseScrypt(text: string): ScryptHash | undefined {
  const [, N, r, p, saltHex = '', keyHex = ''] = form.exec(text) ?? [];
  const [cost, blockSize, parallelism] = [Number(N), Number(r), Number(p)];
  if (!N || cost < 2 || (cost & (cost - 1)) !== 0 || blockSize < 1 || parallelism < 1) return undefined;
  return { cost, blockSize, parallelism, salt: Buffer.from(saltHex, 'hex'), key: Buffer.from(keyHex, 'hex') };
}
