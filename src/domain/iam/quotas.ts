import { Failure } from '../failures.ts';
import type { IdentityKind } from './entities.ts';

/** AWS's default quotas, by the names that its refusals use. Sizes are in characters without white space. */
export const quotas = {
  AccessKeysPerUser: 2,
  ACLSizePerRole: 2048,
  ClientIdsPerOpenIdConnectProvider: 100,
  GroupsPerAccount: 300,
  GroupsPerUser: 10,
  OpenIdConnectProvidersPerAccount: 100,
  PoliciesPerAccount: 1500,
  PoliciesPerGroup: 10,
  PoliciesPerRole: 10,
  PoliciesPerUser: 10,
  PolicySize: 6144,
  RolesPerAccount: 1000,
  SAMLProvidersPerAccount: 100,
  TagsPerEntity: 50,
  UsersPerAccount: 5000,
} as const;

export type Quota = keyof typeof quotas;

/** @throws Failure `iamLimitExceeded` when `count`, with what is to be added, is more than the quota */
export function requireWithin(quota: Quota, count: number): void {
  if (count > quotas[quota]) throw over(`Cannot exceed quota for ${quota}: ${quotas[quota]}`);
}

export const attachmentQuotas = {
  user: 'PoliciesPerUser',
  group: 'PoliciesPerGroup',
  role: 'PoliciesPerRole',
} as const satisfies Record<IdentityKind, Quota>;

const inlineSizes: Readonly<Record<IdentityKind, number>> = { user: 2048, group: 5120, role: 10_240 };

/** All inline policies of an entity share one size. @throws Failure `iamLimitExceeded` */
export function requireInlineSize(kind: IdentityKind, name: string, documents: readonly string[]): void {
  const limit = inlineSizes[kind];
  const size = documents.reduce((sum, document) => sum + countedSize(document), 0);
  if (size > limit) throw over(`Maximum policy size of ${limit} bytes exceeded for ${kind} ${name}`);
}

/** Managed policies keep five versions. @throws Failure `iamLimitExceeded` */
export function requireVersionRoom(kept: number): void {
  if (kept >= 5) {
    throw over(
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    );
  }
}

/** The size of a policy document as quotas count it: without white space. */
export const countedSize = (document: string): number => document.replace(/\s/g, '').length;

const over = (reason: string) => new Failure('iamLimitExceeded', { reason });
