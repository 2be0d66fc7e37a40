import { lookup } from 'node:dns/promises';
import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { type AllowList, allowList, isNearbyAddress, isPublicAddress } from './addresses.ts';
import { isUntrusted, pinnedCertificate } from './pinned-certificate.ts';

/** Why an address was not reached, or its answer not taken. For the log: it may name internal hosts. */
export class OutboundError extends Error {
  readonly kind: 'refused' | 'failed' | 'certificate';
  constructor(kind: OutboundError['kind'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'OutboundError';
    this.kind = kind;
  }
}

export interface OutboundRules {
  readonly mode: 'development' | 'production';
  /** Beyond the public internet: addresses, ranges and host names. */
  readonly allow: readonly string[];
  /** Milliseconds for everything from the name's resolution to the last byte; 5 s unless given. */
  readonly timeout?: number;
}

export interface OutboundRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Bytes of the answer; 64 KiB unless given. */
  readonly limit?: number;
  /** SHA-1 of certificates that vouch for the host where the machine's own authorities do not. */
  readonly thumbprints?: readonly string[];
}

export interface OutboundAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** @throws OutboundError */
export type GuardedFetch = (url: string, request?: OutboundRequest) => Promise<OutboundAnswer>;

interface Target {
  readonly url: URL;
  readonly address: string;
  readonly request: OutboundRequest;
  readonly signal: AbortSignal;
}

const defaultTimeout = 5_000;
const defaultLimit = 65_536;

/**
 * Requests to addresses that tenants may set. Production takes HTTPS only and the public internet only, unless the operator
 * allows more; development reaches loopback and private networks. The name is resolved once, every address it resolves to
 * must be permitted, and the connection is made to the one that was looked at, so that a name cannot resolve to something
 * else meanwhile. Redirects are not followed, answers are bounded in time and size, connections are not reused.
 */
export function guardedFetch({ mode, allow, timeout = defaultTimeout }: OutboundRules): GuardedFetch {
  const allowed = allowList(allow);
  return async (url, request = {}) => {
    const signal = AbortSignal.timeout(timeout);
    const target = { url: permittedUrl(url, mode), request, signal };
    const address = await permittedAddress(hostOf(target.url), mode, allowed, signal);
    try {
      return await send({ ...target, address });
    } catch (error) {
      if (error instanceof OutboundError) throw error;
      if (!isUntrusted(error) || !request.thumbprints?.length) throw failed(target.url, error, signal);
      const ca = await pinnedCertificate(
        { host: hostOf(target.url), port: portOf(target.url), address, signal },
        request.thumbprints,
      );
      if (!ca)
        throw new OutboundError('certificate', `The certificate of ${target.url.host} matches no thumbprint.`, error);
      return await send({ ...target, address }, { ca, allowPartialTrustChain: true }).catch((again: unknown) => {
        throw again instanceof OutboundError ? again : failed(target.url, again, signal);
      });
    }
  };
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');
const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80));

function failed({ host }: URL, cause: unknown, { aborted }: AbortSignal): OutboundError {
  const why = aborted ? 'it took too long' : ((cause as { code?: string }).code ?? 'the request failed');
  return new OutboundError('failed', `${host} could not be asked: ${why}`, cause);
}

function permittedUrl(text: string, mode: OutboundRules['mode']): URL {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new OutboundError('refused', 'Only https:// addresses are asked.');
  }
  if (url.protocol === 'http:' && mode === 'production') {
    throw new OutboundError('refused', `${url.host} is not asked over plain HTTP.`);
  }
  if (url.username || url.password) throw new OutboundError('refused', `${url.host} is not asked with a password.`);
  return url;
}

async function permittedAddress(
  host: string,
  mode: OutboundRules['mode'],
  allowed: AllowList,
  signal: AbortSignal,
): Promise<string> {
  const addresses = isIP(host) ? [host] : await resolved(host, signal);
  const isPermitted = (address: string) =>
    isPublicAddress(address) ||
    (mode === 'development' && isNearbyAddress(address)) ||
    allowed.address(address) ||
    allowed.host(host);
  if (!addresses.every(isPermitted)) {
    throw new OutboundError('refused', `${host} is an address that is not reached; outbound.allow would let it be.`);
  }
  const [first] = addresses;
  if (!first) throw new OutboundError('failed', `${host} has no address.`);
  return first;
}

async function resolved(host: string, signal: AbortSignal): Promise<string[]> {
  const late = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new OutboundError('failed', `${host} took too long to resolve.`)), {
      once: true,
    }),
  );
  try {
    const found = await Promise.race([lookup(host, { all: true }), late]);
    return found.map(({ address }) => address);
  } catch (error) {
    throw error instanceof OutboundError ? error : new OutboundError('failed', `${host} cannot be resolved.`, error);
  }
}

/** Sends to the address that was permitted; `Host` and the certificate are the name's. */
function send({ url, address, request, signal }: Target, trust: ConnectionOptions = {}): Promise<OutboundAnswer> {
  const { method = 'GET', headers = {}, body, limit = defaultLimit } = request;
  const host = hostOf(url);
  const options = {
    method,
    host: address,
    port: portOf(url),
    path: url.pathname + url.search,
    headers: { host: url.host, accept: 'application/json', 'accept-encoding': 'identity', ...headers },
    agent: false,
    signal,
  } as const;
  return new Promise((resolve, reject) => {
    const secure = { ...options, ...trust, servername: isIP(host) ? '' : host };
    const sent: ClientRequest = url.protocol === 'https:' ? requestSecure(secure) : requestPlain(options);
    sent.on('error', reject);
    sent.once('response', (answer) =>
      read(answer, limit)
        .then(resolve, reject)
        .finally(() => sent.destroy()),
    );
    sent.end(body);
  });
}

async function read(answer: IncomingMessage, limit: number): Promise<OutboundAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new OutboundError('failed', `An answer of more than ${limit} bytes was not read.`);
    chunks.push(chunk);
  }
  if (!answer.complete) throw new OutboundError('failed', 'An answer ended early.');
  return { status: answer.statusCode ?? 0, body: Buffer.concat(chunks) };
}
