import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

type Claims = Readonly<Record<string, unknown>>;
type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** An HTTP server of a test, on a port of its own. */
export interface FakeServer extends AsyncDisposable {
  readonly url: string;
  /** The path of every request there was. */
  readonly asked: string[];
}

export async function fakeServer(handler: Handler, tls?: { key: string; cert: string }): Promise<FakeServer> {
  const asked: string[] = [];
  const listener: Handler = (request, response) => {
    asked.push(request.url ?? '');
    handler(request, response);
  };
  const server = tls ? createSecureServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${tls ? 'https' : 'http'}://localhost:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const hashes = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512', ES256: 'sha256', ES384: 'sha384', ES512: 'sha512' };
export type FakeAlgorithm = keyof typeof hashes;

/** A key of a fake issuer, and the tokens it signs. */
export interface FakeKey {
  readonly jwk: Claims;
  readonly privateKey: KeyObject;
  sign(claims: Claims, header?: Claims): string;
}

const curves: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };
const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export function fakeKey(
  alg: FakeAlgorithm = 'RS256',
  { kid = randomUUID(), bits = 2048 }: { kid?: string; bits?: number } = {},
): FakeKey {
  const curve = curves[alg];
  const { publicKey, privateKey } = curve
    ? generateKeyPairSync('ec', { namedCurve: curve })
    : generateKeyPairSync('rsa', { modulusLength: bits });
  return {
    jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg },
    privateKey,
    sign(claims, header = {}) {
      const input = `${segment({ alg, kid, ...header })}.${segment(claims)}`;
      const signature = sign(hashes[alg], Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `${input}.${signature.toString('base64url')}`;
    },
  };
}

/** A token without a signature, and one signed with a shared secret. */
export const unsignedToken = (claims: Claims): string => `${segment({ alg: 'none' })}.${segment(claims)}.`;
export function sharedSecretToken(claims: Claims, secret: string | Buffer, kid: unknown): string {
  const input = `${segment({ alg: 'HS256', kid })}.${segment(claims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** An OpenID Connect issuer of a test: discovery, keys, and whatever tokens it is told to sign. */
export interface FakeIssuer extends FakeServer {
  /** The keys it publishes, the first of which signs; they can be changed. */
  readonly keys: FakeKey[];
  /** What it answers in the place of its configuration or keys. */
  trouble: Handler | undefined;
  /** A token of this issuer, good for an hour. */
  token(claims: Claims): string;
}

export async function fakeIssuer({
  alg = 'RS256',
  issuer,
  tls,
}: { alg?: FakeAlgorithm; issuer?: string; tls?: { key: string; cert: string } } = {}): Promise<FakeIssuer> {
  const keys = [fakeKey(alg)];
  const json = (response: ServerResponse, value: object) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
  const server = await fakeServer((request, response) => {
    if (fake.trouble) return fake.trouble(request, response);
    if (request.url === '/.well-known/openid-configuration') {
      return void json(response, { issuer: named(), jwks_uri: `${server.url}/keys` });
    }
    if (request.url === '/keys') return void json(response, { keys: keys.map(({ jwk }) => jwk) });
    response.writeHead(404).end();
  }, tls);
  const named = () => issuer ?? server.url;
  const fake: FakeIssuer = {
    ...server,
    keys,
    trouble: undefined,
    token(claims) {
      const iat = Math.floor(Date.now() / 1000);
      return keys[0]!.sign({ iss: named(), iat, exp: iat + 3600, ...claims });
    },
  };
  return fake;
}
