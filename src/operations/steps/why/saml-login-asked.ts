import { nameQualifierOf } from '#crypto/digests.ts';
import { Failure } from '#domain/failures.ts';
import { samlLogin } from '#domain/identity-pools/logins.ts';
import type { Provider } from '#domain/identity-pools/providers.ts';
import { nameIdentifierClaim } from '#domain/identity-pools/saml-claims.ts';
import { obstacle } from './obstacle.ts';
import type { LoginAsked, LoginAskedUses, WhoComes } from './who-comes.ts';

/**
 * The login of a SAML provider. The claims of the question are the assertion's attributes, each with one text or several;
 * the one for the name identifier is the NameID.
 * @throws Failure `validation`
 */
export async function samlLoginAsked(
  { iam, settings }: LoginAskedUses,
  { key }: Extract<Provider, { kind: 'saml' }>,
  { Claims = {}, subject }: WhoComes,
): Promise<LoginAsked> {
  const attributes = new Map(Object.entries(Claims).map(([name, value]) => [name, textsOf(name, value)]));
  // The qualifier before it is base64, in which there is no colon.
  const linked = subject?.slice(subject.indexOf(':') + 1);
  const nameId = attributes.get(nameIdentifierClaim)?.[0] ?? linked ?? 'unknown';
  if (linked !== undefined && linked !== nameId) throw invalid(`The identity is not ${nameId}.`);

  const ready = await iam.samlProvider(key);
  const issuer = ready?.issuer ?? '';
  const qualifier = nameQualifierOf({ issuer, accountId: settings.accountId, provider: ready?.provider.name ?? '' });
  const login = samlLogin(key, { nameId, qualifier }, { attributes });
  const notes = nameId === 'unknown' ? [`Nobody said who it is (the claim ${nameIdentifierClaim}).`] : [];
  if (ready && (subject === undefined || subject === login.subject)) return { login, notes, obstacles: [] };
  const sentence = ready
    ? `${key} has another issuer than when the identity was linked, so that nobody who comes through it is this one.`
    : `${key} is not registered with IAM any more, so that nothing verifies its assertions.`;
  return { login, notes, obstacles: [obstacle('providerGone', sentence, new Failure('loginsDontMatch'))] };
}

function textsOf(name: string, value: unknown): readonly string[] {
  const texts = Array.isArray(value) ? value : [value];
  if (texts.every((text) => typeof text === 'string')) return texts;
  throw invalid(`The attribute ${name} must be a text, or a list of texts.`);
}

const invalid = (reason: string): Failure => new Failure('validation', { reason });
