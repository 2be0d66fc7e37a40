import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { requirePolicy } from '../../steps/iam/managed-policy.ts';
import { pageOfAll } from '../../steps/iam/pages.ts';

/** The users, groups and roles that hold a managed policy, or whose boundary it is. */
export async function listEntitiesForPolicy(
  { PolicyArn, EntityFilter, PathPrefix = '/', PolicyUsageFilter, ...page }: IamInput<'ListEntitiesForPolicy'>,
  { store: { iam } }: Uses<'store'>,
): IamOutput<'ListEntitiesForPolicy'> {
  await requirePolicy(iam, PolicyArn);
  const wanted = (await iam.attachments.holdersOf(PolicyArn))
    .filter(({ kind }) => EntityFilter === undefined || EntityFilter.toLowerCase() === kind)
    .filter(({ path }) => path.startsWith(PathPrefix))
    .filter(({ use }) => PolicyUsageFilter === undefined || useNames[PolicyUsageFilter] === use)
    .map((holder) => ({ ...holder, key: `${holder.kind}/${holder.name.toLowerCase()}` }));
  // Whose boundary it is and to whom it is attached as well, is there once.
  const once = wanted.filter(({ id }, place) => wanted.findIndex((other) => other.id === id) === place);
  const { items, page: shown } = pageOfAll(
    `ListEntitiesForPolicy/${PolicyArn.slice(-64)}`,
    page,
    once,
    ({ key }) => key,
  );
  const of = (kind: string) => items.filter((holder) => holder.kind === kind);
  return {
    PolicyGroups: of('group').map(({ id, name }) => ({ GroupId: id, GroupName: name })),
    PolicyUsers: of('user').map(({ id, name }) => ({ UserId: id, UserName: name })),
    PolicyRoles: of('role').map(({ id, name }) => ({ RoleId: id, RoleName: name })),
    ...shown,
  };
}

const useNames = { PermissionsPolicy: 'permissions', PermissionsBoundary: 'boundary' } as const;
