import { Failure } from '#domain/failures.ts';
import type { IamGroup, IamUser, IdentityKind, Role } from '#domain/iam/entities.ts';
import type { IamStores } from '#ports/iam.ts';

/** A user, group or role to be acted on. */
export interface Owner {
  readonly kind: IdentityKind;
  readonly name: string;
}

/** @throws Failure `noSuchEntity` */
export async function requireEntity(stores: IamStores, { kind, name }: Owner): Promise<IamUser | IamGroup | Role> {
  const { users, groups, roles } = stores;
  const entity = await { user: users, group: groups, role: roles }[kind].find(name);
  if (!entity) throw missing(kind, name);
  return entity;
}

/** @throws Failure `noSuchEntity` */
export async function requireUser({ users }: Pick<IamStores, 'users'>, name: string): Promise<IamUser> {
  const user = await users.find(name);
  if (!user) throw missing('user', name);
  return user;
}

/** @throws Failure `noSuchEntity` */
export async function requireGroup({ groups }: Pick<IamStores, 'groups'>, name: string): Promise<IamGroup> {
  const group = await groups.find(name);
  if (!group) throw missing('group', name);
  return group;
}

/** @throws Failure `noSuchEntity` */
export async function requireRole({ roles }: Pick<IamStores, 'roles'>, name: string): Promise<Role> {
  const role = await roles.find(name);
  if (!role) throw missing('role', name);
  return role;
}

const missing = (kind: IdentityKind, name: string) =>
  new Failure('noSuchEntity', { reason: `The ${kind} with name ${name} cannot be found.` });

/** @throws Failure `entityAlreadyExists` */
export const nameTaken = (kind: 'User' | 'Group' | 'Role', name: string): Failure =>
  new Failure('entityAlreadyExists', { reason: `${kind} with name ${name} already exists.` });
