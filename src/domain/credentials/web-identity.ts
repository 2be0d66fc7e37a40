import { Failure } from '../failures.ts';
import type { ContextValue } from '../policy/access-request.ts';
import { chainTags, noSessionTags, type SessionTags } from './session-tags.ts';

type Claims = Readonly<Record<string, unknown>>;

/** Someone whom a provider's token names, in the terms of roles that trust the provider. */
export interface WebIdentity {
  /** What stands under `Federated` in a trust policy: `cognito-identity.amazonaws.com`, or a registered provider's ARN. */
  readonly provider: string;
  /** The provider as the answer names it. */
  readonly shownProvider: string;
  readonly subject: string;
  readonly audience: string;
  /** Condition keys of the trust policy: `accounts.google.com:sub`. */
  readonly context: Readonly<Record<string, ContextValue>>;
  readonly tags: SessionTags;
  readonly sourceIdentity: string | undefined;
}

/**
 * The identity in the claims of an OpenID Connect token whose signature, issuer, audience and dates are verified.
 * @param host begins the condition keys: the issuer without `https://`
 * @throws Failure `identityTokenInvalid` when a claim that is needed is missing or has another form
 */
export function webIdentityOf(host: string, provider: string, claims: Claims, shownProvider = host): WebIdentity {
  const { sub, azp } = claims;
  const audiences = audiencesOf(claims);
  const audience = typeof azp === 'string' ? azp : audiences[0];
  if (typeof sub !== 'string' || sub === '' || audience === undefined) throw invalid('Missing a required claim');
  const keys: Record<string, ContextValue | undefined> = {
    aud: typeof azp === 'string' ? azp : oneOrAll(audiences),
    oaud: oneOrAll(audiences),
    azp: typeof azp === 'string' ? azp : undefined,
    amr: textsOf(claims['amr']),
    sub,
    email: typeof claims['email'] === 'string' ? claims['email'] : undefined,
  };
  return {
    provider,
    shownProvider,
    subject: sub,
    audience,
    context: Object.fromEntries(
      Object.entries(keys)
        .filter((entry): entry is [string, ContextValue] => entry[1] !== undefined)
        .map(([name, value]) => [`${host}:${name}`, value]),
    ),
    tags: tagsOf(claims['https://aws.amazon.com/tags']),
    sourceIdentity: sourceIdentityOf(claims['https://aws.amazon.com/source_identity']),
  };
}

/** Someone whom an issuer's answer about an access token names. */
export function accessTokenIdentity(
  issuer: 'graph.facebook.com' | 'www.amazon.com',
  { appId, userId }: { readonly appId: string; readonly userId: string },
): WebIdentity {
  const user = issuer === 'graph.facebook.com' ? 'id' : 'user_id';
  return {
    provider: issuer,
    shownProvider: issuer,
    subject: userId,
    audience: appId,
    context: { [`${issuer}:app_id`]: appId, [`${issuer}:${user}`]: userId },
    tags: noSessionTags,
    sourceIdentity: undefined,
  };
}

/** `aud` as a list, whichever of its two forms it has (RFC 7519 §4.1.3). */
export const audiencesOf = ({ aud }: Claims): readonly string[] =>
  typeof aud === 'string' ? [aud] : (textsOf(aud) ?? []);

/** The keys that stay with the session for later decisions. AWS: "Available keys for AWS OIDC federation". */
export const keptKeys = (context: WebIdentity['context']): WebIdentity['context'] =>
  Object.fromEntries(Object.entries(context).filter(([key]) => /:(?:aud|amr|sub|id|user_id)$/.test(key)));

const oneOrAll = (values: readonly string[]): ContextValue => (values.length === 1 ? values[0]! : values);

const textsOf = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;

/** `{"principal_tags": {"<key>": ["<value>"]}, "transitive_tag_keys": ["<key>"]}`: every value alone in its array. */
function tagsOf(claim: unknown): SessionTags {
  if (claim === undefined) return noSessionTags;
  const { principal_tags: tags = {}, transitive_tag_keys: transitive = [] } = (claim ?? {}) as Claims;
  const transitiveTagKeys = textsOf(transitive);
  if (typeof tags !== 'object' || tags === null || !transitiveTagKeys) throw invalid(wrongTags);
  const list = Object.entries(tags).map(([Key, value]) => {
    const values = textsOf(value);
    if (values?.length !== 1 || Key === '' || Key.length > 128 || values[0]!.length > 256) throw invalid(wrongTags);
    return { Key, Value: values[0]! };
  });
  if (list.length > 50) throw invalid(wrongTags);
  return chainTags({ tags: list, transitiveTagKeys });
}

function sourceIdentityOf(claim: unknown): string | undefined {
  if (claim === undefined) return undefined;
  if (typeof claim !== 'string' || !/^[\w+=,.@-]{2,64}$/.test(claim)) throw invalid('Invalid source identity');
  return claim;
}

const wrongTags = 'The session tags in the token are not valid';
const invalid = (reason: string) => new Failure('identityTokenInvalid', { reason });
