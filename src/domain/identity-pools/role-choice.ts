import type { MappingRule, PoolRoles, RoleMapping } from './identity-pool.ts';
import type { VerifiedLogin } from './verified-login.ts';

type LoginRoles = Pick<VerifiedLogin, 'mappingKey' | 'claims' | 'roles' | 'preferredRole' | 'rolesDecide'>;

/** One rule that was looked at. */
export interface RuleTrace {
  readonly rule: MappingRule;
  /** The claim as it was compared; undefined when the token has none. */
  readonly found: string | readonly string[] | undefined;
  readonly matched: boolean;
}

/** Which role, and why. */
export interface RoleChoice {
  readonly role: string | undefined;
  /** Why there is no role: none is configured, the mapping was ambiguous, or the one asked for is not to be had. */
  readonly refused?: 'noRole' | 'ambiguous' | 'roleNotAllowed' | undefined;
  readonly because: string;
  /** The role mapping that decided, and the rules it tried, in order. */
  readonly mapping?: string | undefined;
  readonly tried: readonly RuleTrace[];
}

const chosen = (role: string, because: string, more: Partial<RoleChoice> = {}): RoleChoice => ({
  role,
  because,
  tried: [],
  ...more,
});

const refused = (reason: RoleChoice['refused'], because: string, more: Partial<RoleChoice> = {}): RoleChoice => ({
  role: undefined,
  refused: reason,
  because,
  tried: [],
  ...more,
});

function defaultRole(role: string | undefined, kind: string, custom: string | undefined): RoleChoice {
  if (role === undefined) return refused('noRole', `the pool has no role for ${kind} identities`);
  if (custom !== undefined && custom !== role) {
    return refused('roleNotAllowed', `the requested role is not the pool's role for ${kind} identities`);
  }
  return chosen(role, `it is the pool's role for ${kind} identities`);
}

const comparable = (claim: unknown): string | readonly string[] | undefined => {
  if (Array.isArray(claim)) return claim.map(String);
  if (claim === undefined || claim === null) return undefined;
  return typeof claim === 'object' ? JSON.stringify(claim) : String(claim);
};

const compare: Readonly<Record<MappingRule['MatchType'], (claim: string, value: string) => boolean>> = {
  Equals: (claim, value) => claim === value,
  StartsWith: (claim, value) => claim.startsWith(value),
  Contains: (claim, value) => claim.includes(value),
  NotEqual: (claim, value) => claim !== value,
};

/** A claim with several values contains a value when one of them is it; it differs from it when none is. */
function matches({ MatchType, Value }: MappingRule, found: RuleTrace['found']): boolean {
  if (found === undefined) return false;
  if (typeof found === 'string') return compare[MatchType](found, Value);
  if (MatchType === 'NotEqual') return !found.includes(Value);
  return found.some((one) => (MatchType === 'Contains' ? one === Value : compare[MatchType](one, Value)));
}

/** When no rule and no claim decides: the pool's role, or none. */
function ambiguous(
  mapping: RoleMapping,
  { authenticated }: PoolRoles,
  custom: string | undefined,
  because: string,
  more: Partial<RoleChoice>,
): RoleChoice {
  if (mapping.AmbiguousRoleResolution !== 'AuthenticatedRole') {
    return refused('ambiguous', `${because}, and the mapping denies what is ambiguous`, more);
  }
  const choice = defaultRole(authenticated, 'authenticated', custom);
  return { ...choice, ...more, because: `${because}, and ${choice.because}` };
}

function byRules(mapping: RoleMapping, roles: PoolRoles, login: LoginRoles, custom: string | undefined): RoleChoice {
  const tried: RuleTrace[] = [];
  for (const rule of mapping.RulesConfiguration?.Rules ?? []) {
    if (custom !== undefined && rule.RoleARN !== custom) continue;
    const found = Object.hasOwn(login.claims, rule.Claim) ? comparable(login.claims[rule.Claim]) : undefined;
    const matched = matches(rule, found);
    tried.push({ rule, found, matched });
    if (matched) {
      const because = `rule ${tried.length} matches: ${rule.Claim} ${rule.MatchType} ${rule.Value}`;
      return chosen(rule.RoleARN, because, { mapping: login.mappingKey, tried });
    }
  }
  return ambiguous(mapping, roles, custom, 'no rule matches', { mapping: login.mappingKey, tried });
}

function byToken(
  mapping: RoleMapping | undefined,
  roles: PoolRoles,
  login: LoginRoles,
  custom: string | undefined,
): RoleChoice {
  const more = { mapping: login.mappingKey };
  if (custom !== undefined) {
    return login.roles.includes(custom)
      ? chosen(custom, 'it was requested and the token lists it', more)
      : refused('roleNotAllowed', 'the token does not list the requested role', more);
  }
  if (login.preferredRole !== undefined) return chosen(login.preferredRole, 'the token prefers it', more);
  const [first, second] = login.roles;
  if (first !== undefined && second === undefined) return chosen(first, 'it is the only one the token lists', more);
  const because = first === undefined ? 'the token lists no role' : 'the token lists several roles and prefers none';
  return mapping ? ambiguous(mapping, roles, custom, because, more) : refused('ambiguous', because, more);
}

/**
 * The role that an identity gets in the enhanced flow. AWS: "Using role-based access control", Amazon Cognito developer
 * guide.
 * @param logins those of the call, in its order; none for a guest. The first one with a mapping decides.
 * @param custom `CustomRoleArn`
 */
export function chooseRole(roles: PoolRoles, logins: readonly LoginRoles[], custom?: string): RoleChoice {
  if (logins.length === 0) return defaultRole(roles.unauthenticated, 'unauthenticated', custom);
  for (const login of logins) {
    const mapping = Object.hasOwn(roles.mappings, login.mappingKey) ? roles.mappings[login.mappingKey] : undefined;
    if (mapping?.Type === 'Rules') return byRules(mapping, roles, login, custom);
    if (mapping || (login.rolesDecide && login.roles.length > 0)) return byToken(mapping, roles, login, custom);
  }
  return defaultRole(roles.authenticated, 'authenticated', custom);
}
