import { Failure } from '../failures.ts';
import { loginsPerIdentity } from './identity-pool.ts';
import { sameLogin, type Identity, type Login } from './identity.ts';

/** An identity with what belongs to it. */
export interface LinkedIdentity extends Identity {
  readonly logins: readonly Login[];
  /** How many developer user ids it has. */
  readonly developerIds: number;
}

/** What a call's logins ask to be changed. */
export interface LinkPlan {
  /** The identity that answers; undefined when a new one is to be made. */
  readonly identity: LinkedIdentity | undefined;
  /** Logins that become its. */
  readonly link: readonly Login[];
  /** Identities that are merged into it and disabled. */
  readonly merge: readonly LinkedIdentity[];
}

export const changesNothing = (plan: LinkPlan): boolean =>
  plan.identity !== undefined && plan.link.length === 0 && plan.merge.length === 0;

/** @throws Failure `loginsConflict` when a provider would have two users, `tooManyLogins` */
function checkTogether(identities: readonly LinkedIdentity[], link: readonly Login[]): void {
  const logins = [...identities.flatMap((one) => one.logins), ...link];
  const subjects = new Map<string, string>();
  for (const { provider, subject } of logins) {
    const other = subjects.get(provider);
    if (other !== undefined && other !== subject) throw new Failure('loginsConflict');
    subjects.set(provider, subject);
  }
  const developerIds = identities.reduce((total, one) => total + one.developerIds, 0);
  if (logins.length + developerIds > loginsPerIdentity) {
    throw new Failure('tooManyLogins', { limit: loginsPerIdentity });
  }
}

function planFor(
  identity: LinkedIdentity | undefined,
  owners: readonly LinkedIdentity[],
  logins: readonly Login[],
): LinkPlan {
  const merge = owners.filter((one) => one.id !== identity?.id);
  const known = [...(identity?.logins ?? []), ...merge.flatMap((one) => one.logins)];
  const link = logins.filter((login) => !known.some((other) => sameLogin(login, other)));
  const plan: LinkPlan = { identity, link, merge };
  if (!changesNothing(plan)) checkTogether(identity ? [identity, ...merge] : merge, link);
  return plan;
}

/**
 * Which identity a user's verified logins lead to when no identity is named (GetId): the one they belong to, or a new
 * one; where they belong to several, the first login's.
 * @param owners whose the logins are, in the order of the logins, each once
 */
export const planForLogins = (owners: readonly LinkedIdentity[], logins: readonly Login[]): LinkPlan =>
  planFor(owners[0], owners, logins);

/**
 * What verified logins make of the identity that the call names. A guest's takes the new logins and keeps its id, but
 * gives way to the identity that a login belongs to already; an authenticated one takes them when one of its own logins
 * is among those presented.
 * @throws Failure `identityForbidden`, `loginsDontMatch`, `loginsConflict`, `tooManyLogins`
 */
export function planForIdentity(
  target: LinkedIdentity,
  owners: readonly LinkedIdentity[],
  logins: readonly Login[],
): LinkPlan {
  if (target.state === 'disabled') {
    if (owners.length === 0) throw new Failure('identityForbidden', { identityId: target.id });
    return planFor(owners[0], owners, logins);
  }
  if (target.state === 'guest') return planFor(owners[0] ?? target, [...owners, target], logins);
  if (!owners.some((one) => one.id === target.id)) throw new Failure('loginsDontMatch');
  return planFor(target, owners, logins);
}

/**
 * What attaching one developer user's identity to another's asks (MergeDeveloperIdentities).
 * @throws Failure `loginsConflict`, `tooManyLogins`
 */
export function planForMerge(source: LinkedIdentity, destination: LinkedIdentity): LinkPlan {
  return planFor(destination, source.id === destination.id ? [] : [source], []);
}
