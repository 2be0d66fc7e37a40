import { Failure } from '../failures.ts';

/** The issuer as IAM keeps it: without its scheme. */
export const withoutScheme = (issuer: string): string => issuer.replace(/^https?:\/\//, '');

/**
 * The URL of an OpenID Connect provider as it is kept and shown, `accounts.example.com/tenant`. AWS takes `https://` without
 * port and query. Beyond that, our own issuers are taken as they are, and in development any address that may be local.
 * @throws Failure `validationError`
 */
export function providerUrl(url: string, own: { readonly publicUrl: string; readonly mode: string }): string {
  if (!/^https?:\/\/[^\s?#\\@]+$/.test(url) || !URL.canParse(url)) throw invalid();
  const parsed = new URL(url);
  const ours = url.startsWith(`${own.publicUrl}/`) || own.mode === 'development';
  if (!ours && (parsed.protocol !== 'https:' || parsed.port !== '')) throw invalid();
  return withoutScheme(url);
}

const invalid = () => new Failure('validationError', { reason: 'Invalid Open ID Connect Provider URL' });

/** @throws Failure `invalidInput` for more than five, or for one that is not 40 hexadecimal digits (SHA-1) */
export function requireThumbprints(thumbprints: readonly string[]): void {
  if (thumbprints.length > 5) {
    throw new Failure('invalidInput', { reason: 'Thumbprint list must contain fewer than 5 entries.' });
  }
  const wrong = thumbprints.find((thumbprint) => !/^[0-9A-Fa-f]{40}$/.test(thumbprint));
  if (wrong !== undefined) throw new Failure('invalidInput', { reason: 'Thumbprint must be 40 hexadecimal digits.' });
}
