import type { Client } from '../pools/client.ts';
import type { Pool } from '../pools/pool.ts';
import type { Group } from '../users/group.ts';
import { issuableFrom } from '../users/sign-out.ts';
import type { User } from '../users/user.ts';
import type { Session } from './session.ts';

/** What a user's tokens are made from. */
export interface Grant {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  readonly groups: readonly Group[];
  readonly session: Session;
  readonly issuer: string;
  /** Milliseconds. */
  readonly now: number;
  readonly eventId: string;
  /** Each token's own `jti`. */
  readonly ids: { readonly access: string; readonly id: string };
}

type Claims = Record<string, unknown>;

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1_000);

/** Groups in the order of the claims: the lowest precedence first, those without one last, then by name. */
const byPrecedence = (groups: readonly Group[]): readonly Group[] =>
  groups.toSorted(
    (one, other) => (one.precedence ?? Infinity) - (other.precedence ?? Infinity) || (one.name < other.name ? -1 : 1),
  );

/** Cognito's `cognito:roles` and, where the best precedence names one role only, `cognito:preferred_role`. */
function roleClaims(groups: readonly Group[]): Claims {
  const withRole = groups.filter((group) => group.roleArn !== undefined);
  if (withRole.length === 0) return {};
  const best = withRole.filter((group) => group.precedence === withRole[0]!.precedence);
  const preferred = new Set(best.map((group) => group.roleArn));
  return {
    'cognito:roles': [...new Set(withRole.map((group) => group.roleArn))],
    ...(preferred.size === 1 && { 'cognito:preferred_role': withRole[0]!.roleArn }),
  };
}

/** The attribute as the ID token shows it: flags are booleans, times numbers, an address an object (OpenID Connect Core §5.1). */
function attributeClaim(name: string, value: string): unknown {
  if (name === 'email_verified' || name === 'phone_number_verified') return value === 'true';
  if (name === 'updated_at') return Number(value);
  if (name === 'address') return { formatted: value };
  return value;
}

function attributeClaims({ user, client }: Grant): Claims {
  const readable = Object.entries(user.attributes).filter(([name]) => client.readable?.has(name) ?? true);
  return Object.fromEntries(readable.map(([name, value]) => [name, attributeClaim(name, value)]));
}

const identityClaim = ({ user: { identities } }: Grant): Claims =>
  identities.length === 0
    ? {}
    : {
        identities: identities.map((identity) => ({
          userId: identity.userId,
          providerName: identity.providerName,
          providerType: identity.providerType,
          issuer: identity.issuer,
          primary: String(identity.primary),
          dateCreated: String(identity.dateCreated),
        })),
      };

/** When the tokens say they were issued: those that no session revokes have to be later than the last sign-out. */
const issuedAt = ({ client, user, now }: Grant): number =>
  Math.max(seconds(now), client.revocable ? 0 : issuableFrom(user));

function commonClaims(grant: Grant, jti: string): Claims {
  const { session, client, groups, user, issuer, eventId } = grant;
  return {
    sub: user.sub,
    ...(groups.length > 0 && { 'cognito:groups': groups.map((group) => group.name) }),
    iss: issuer,
    ...(client.revocable && { origin_jti: session.id }),
    event_id: eventId,
    auth_time: seconds(session.authenticatedAt),
    iat: issuedAt(grant),
    jti,
  };
}

/** The claims of an ID token. AWS: "Understanding the identity (ID) token", Amazon Cognito developer guide. */
export function idTokenClaims(grant: Grant): Claims {
  const groups = byPrecedence(grant.groups);
  return {
    ...attributeClaims(grant),
    ...commonClaims({ ...grant, groups }, grant.ids.id),
    ...roleClaims(groups),
    ...identityClaim(grant),
    'cognito:username': grant.user.username,
    aud: grant.client.id,
    token_use: 'id',
    exp: seconds(grant.now + grant.client.lifetimes.id),
  };
}

/** The claims of an access token. AWS: "Understanding the access token", Amazon Cognito developer guide. */
export function accessTokenClaims(grant: Grant): Claims {
  const groups = byPrecedence(grant.groups);
  return {
    ...commonClaims({ ...grant, groups }, grant.ids.access),
    client_id: grant.client.id,
    token_use: 'access',
    scope: grant.session.scope,
    ...(grant.session.deviceKey !== undefined && { device_key: grant.session.deviceKey }),
    exp: seconds(grant.now + grant.client.lifetimes.access),
    username: grant.user.username,
  };
}
