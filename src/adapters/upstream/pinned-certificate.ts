import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate } from 'node:tls';

/** How TLS says that nobody whom this machine trusts vouches for a host. */
const untrusted: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

export const isUntrusted = (error: unknown): boolean => untrusted.has((error as { code?: string }).code ?? '');

export interface Peer {
  /** The name whose certificate is expected. */
  readonly host: string;
  readonly port: number;
  /** Where it is connected to. */
  readonly address: string;
  readonly signal: AbortSignal;
}

/**
 * The certificate (PEM) among those a host presents that has one of the thumbprints (SHA-1, as IAM keeps them), to be trusted
 * as an authority for it. Nothing is sent on this connection and nothing it says is believed: whether the chain really leads
 * to the certificate is verified on the next one, by TLS, with the certificate as the only authority.
 */
export function pinnedCertificate(
  { host, port, address, signal }: Peer,
  thumbprints: readonly string[],
): Promise<string | undefined> {
  const wanted = new Set(thumbprints.map((thumbprint) => thumbprint.toUpperCase()));
  return new Promise((resolve) => {
    const socket = connect({
      host: address,
      port,
      rejectUnauthorized: false,
      ...(!isIP(host) && { servername: host }),
    });
    const settle = (found?: string) => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(found);
    };
    const onAbort = () => settle();
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('error', () => settle());
    socket.once('secureConnect', () => settle(pemWith(wanted, socket.getPeerCertificate(true))));
  });
}

/** Chains are short; a certificate that vouches for itself ends one. */
const longestChain = 10;

function pemWith(wanted: ReadonlySet<string>, leaf: DetailedPeerCertificate): string | undefined {
  let at: DetailedPeerCertificate | undefined = leaf;
  for (let depth = 0; at?.raw && depth < longestChain; depth++) {
    if (wanted.has(at.fingerprint.replaceAll(':', ''))) {
      return `-----BEGIN CERTIFICATE-----\n${at.raw.toString('base64')}\n-----END CERTIFICATE-----\n`;
    }
    at = at.issuerCertificate === at ? undefined : at.issuerCertificate;
  }
  return undefined;
}
