import { Failure } from '../failures.ts';
import { loginsPerIdentity } from './identity-pool.ts';
import { sameLogin, type Identity, type Login } from './identity.ts';

/** An identity with what belongs to it. */
export interface LinkedIdentity extends Identity {
  readonly logins: readonly Login[];
  /** How many developer user ids it has. */
  readonly developerIds: number;
}

/** Who a call shows its caller to be, and whose that is at present. */
export interface Presented {
  readonly logins: readonly Login[];
  /** Whose the logins are, in their order, each once. */
  readonly owners: readonly LinkedIdentity[];
  /** The user id that the owner of the pool vouches for. */
  readonly developer?: { readonly userId: string; readonly owner: LinkedIdentity | undefined } | undefined;
}

/** What a call's logins ask to be changed. */
export interface LinkPlan {
  /** The identity that answers; undefined when a new one is to be made. */
  readonly identity: LinkedIdentity | undefined;
  /** Logins that become its. */
  readonly link: readonly Login[];
  /** The developer user id that becomes its. */
  readonly linkDeveloper?: string | undefined;
  /** Identities that are merged into it and disabled. */
  readonly merge: readonly LinkedIdentity[];
}

export const changesNothing = (plan: LinkPlan): boolean =>
  plan.identity !== undefined && plan.link.length === 0 && plan.merge.length === 0 && plan.linkDeveloper === undefined;

/** @throws Failure `loginsConflict` when a provider would have two users, `tooManyLogins` */
function checkTogether({ identity, link, linkDeveloper, merge }: LinkPlan): void {
  const identities = identity ? [identity, ...merge] : merge;
  const logins = [...identities.flatMap((one) => one.logins), ...link];
  const subjects = new Map<string, string>();
  for (const { provider, subject } of logins) {
    const other = subjects.get(provider);
    if (other !== undefined && other !== subject) throw new Failure('loginsConflict');
    subjects.set(provider, subject);
  }
  const developerIds = identities.reduce((total, one) => total + one.developerIds, linkDeveloper === undefined ? 0 : 1);
  if (logins.length + developerIds > loginsPerIdentity) {
    throw new Failure('tooManyLogins', { limit: loginsPerIdentity });
  }
}

function planFor(
  identity: LinkedIdentity | undefined,
  owners: readonly LinkedIdentity[],
  { logins, developer }: Pick<Presented, 'logins' | 'developer'>,
): LinkPlan {
  const merge = owners.filter((one) => one.id !== identity?.id);
  const known = [...(identity?.logins ?? []), ...merge.flatMap((one) => one.logins)];
  const link = logins.filter((login) => !known.some((other) => sameLogin(login, other)));
  const linkDeveloper = developer && !developer.owner ? developer.userId : undefined;
  const plan: LinkPlan = { identity, link, linkDeveloper, merge };
  if (!changesNothing(plan)) checkTogether(plan);
  return plan;
}

/** Everyone to whom something of what is presented belongs; the developer's user comes first. */
const ownersOf = ({ owners, developer }: Presented): readonly LinkedIdentity[] =>
  developer?.owner ? [developer.owner, ...owners.filter((one) => one.id !== developer.owner?.id)] : owners;

/**
 * Which identity a user's verified logins lead to when no identity is named (GetId): the one they belong to, or a new
 * one; where they belong to several, the first login's.
 * @throws Failure `loginsConflict`, `tooManyLogins`
 */
export function planForLogins(presented: Presented): LinkPlan {
  const owners = ownersOf(presented);
  return planFor(owners[0], owners, presented);
}

/**
 * What verified logins make of the identity that the call names. A guest's takes the new logins and keeps its id, but
 * gives way to the identity that a login belongs to already; an authenticated one takes them when one of its own logins
 * is among those presented. A developer's user id may be added to any identity that no public login has claimed.
 * @throws Failure `identityForbidden`, `loginsDontMatch`, `loginsConflict`, `tooManyLogins`, `developerUserRegistered`
 */
export function planForIdentity(target: LinkedIdentity, presented: Presented): LinkPlan {
  const owners = ownersOf(presented);
  if (target.state === 'disabled') {
    if (owners.length === 0) throw new Failure('identityForbidden', { identityId: target.id });
    return planFor(owners[0], owners, presented);
  }
  const { developer } = presented;
  if (developer?.owner && developer.owner.id !== target.id) throw new Failure('developerUserRegistered');
  if (target.state === 'guest') return planFor(owners[0] ?? target, [...owners, target], presented);
  const vouchedFor = developer !== undefined && target.logins.length === 0 && target.developerIds > 0;
  if (!vouchedFor && !owners.some((one) => one.id === target.id)) throw new Failure('loginsDontMatch');
  return planFor(target, owners, presented);
}

/**
 * What attaching one developer user's identity to another's asks (MergeDeveloperIdentities).
 * @throws Failure `loginsConflict`, `tooManyLogins`
 */
export const planForMerge = (source: LinkedIdentity, destination: LinkedIdentity): LinkPlan =>
  planFor(destination, [source], { logins: [] });
