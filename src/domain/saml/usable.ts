import { Failure } from '../failures.ts';
import type { SamlAssertion } from './assertion.ts';

/** By whom an assertion must be issued, for whom, and when it is looked at. */
export interface Expected {
  /** The entity id of the provider's metadata. */
  readonly issuer: string;
  /** Where clients reach this server. */
  readonly publicUrl: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** How long after it was issued an assertion can be redeemed, and how far ahead a provider's clock may be. */
const fiveMinutes = 300_000;

/**
 * Holds a verified assertion to whom it is from, whom it is for, and its times. It can be used more than once while it is
 * good, as on AWS, where one assertion opens sessions of several roles.
 * @throws Failure `identityTokenInvalid`, `identityTokenExpired`, in AWS's words where they are known
 */
export function requireUsable(assertion: SamlAssertion, { issuer, publicUrl, now }: Expected): void {
  if (assertion.issuer !== issuer) throw invalid('Issuer not present in specified provider');
  if (!isOurAddress(assertion.recipient, publicUrl)) {
    throw invalid('Recipient of SubjectConfirmationData is not this service');
  }
  const { audiences } = assertion;
  const isForUs = (audience: string) => audience === 'urn:amazon:webservices' || isOurAddress(audience, publicUrl);
  if (audiences.length === 0 || !audiences.every((restriction) => restriction.some(isForUs))) {
    throw invalid('Response does not contain the required audience');
  }
  requireTimes(assertion, now);
}

function requireTimes(assertion: SamlAssertion, now: number): void {
  const { issuedAt, validFrom = 0, confirmedFrom = 0, validUntil = Infinity, confirmedUntil, sessionUntil } = assertion;
  if (Math.max(issuedAt, validFrom, confirmedFrom) > now + fiveMinutes) throw invalid('The assertion is not valid yet');
  if (issuedAt + fiveMinutes < now) throw expired('Token must be redeemed within 5 minutes of issuance');
  const until = Math.min(validUntil, confirmedUntil, sessionUntil ?? Infinity);
  if (until > now) return;
  const [current, end] = [now, until].map((time) => Math.floor(time / 1_000));
  throw expired(`Token expired: current date/time ${current} must be before the expiration date/time ${end}`);
}

/**
 * Whether an address is where assertions for AWS go, in any region, or where those for this server go: its public address,
 * alone or with `/saml`.
 */
export function isOurAddress(address: string, publicUrl: string): boolean {
  return (
    /^https:\/\/(?:[a-z]{2,3}(?:-[a-z]+)+-\d{1,2}\.)?signin\.aws\.amazon\.com\/saml$/.test(address) ||
    [publicUrl, `${publicUrl}/`, `${publicUrl}/saml`].includes(address)
  );
}

const invalid = (reason: string) => new Failure('identityTokenInvalid', { reason });
const expired = (reason: string) => new Failure('identityTokenExpired', { reason });
