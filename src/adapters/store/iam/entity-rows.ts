import type { IamGroup, IamUser, IdentityKind, Role } from '#domain/iam/entities.ts';
import type { IamEntityRow } from '../../database/iam-schema.ts';

export const entityColumns = [
  'id',
  'kind',
  'name',
  'name_key',
  'path',
  'arn',
  'created_at',
  'boundary_arn',
  'tags',
  'details',
  'last_used_at',
  'last_used_region',
] as const;

/** How one kind of entity is kept in the table that all share. */
export interface EntityCodec<Entity> {
  readonly kind: IdentityKind;
  toRow(entity: Entity): IamEntityRow;
  fromRow(row: IamEntityRow): Entity;
}

/** Names are compared without regard to case. They are ASCII. */
export const nameKey = (name: string): string => name.toLowerCase();

const named = (entity: IamGroup, kind: IdentityKind): IamEntityRow => ({
  id: entity.id,
  kind,
  name: entity.name,
  name_key: nameKey(entity.name),
  path: entity.path,
  arn: entity.arn,
  created_at: entity.createdAt,
  boundary_arn: null,
  tags: '{}',
  details: '{}',
  last_used_at: null,
  last_used_region: null,
});

const groupFrom = (row: IamEntityRow): IamGroup => ({
  id: row.id,
  name: row.name,
  path: row.path,
  arn: row.arn,
  createdAt: row.created_at,
});

const userFrom = (row: IamEntityRow): IamUser => ({
  ...groupFrom(row),
  boundaryArn: row.boundary_arn ?? undefined,
  tags: JSON.parse(row.tags),
});

export const groupCodec: EntityCodec<IamGroup> = {
  kind: 'group',
  toRow: (group) => named(group, 'group'),
  fromRow: groupFrom,
};

export const userCodec: EntityCodec<IamUser> = {
  kind: 'user',
  toRow: (user) => ({
    ...named(user, 'user'),
    boundary_arn: user.boundaryArn ?? null,
    tags: JSON.stringify(user.tags),
  }),
  fromRow: userFrom,
};

type RoleDetails = Pick<Role, 'description' | 'trustPolicy' | 'maxSessionDuration' | 'sessionsValidFrom'>;

export const roleCodec: EntityCodec<Role> = {
  kind: 'role',
  toRow({ description, trustPolicy, maxSessionDuration, sessionsValidFrom, ...role }) {
    const details: RoleDetails = { description, trustPolicy, maxSessionDuration, sessionsValidFrom };
    return {
      ...userCodec.toRow(role),
      kind: 'role',
      details: JSON.stringify(details),
      last_used_at: role.lastUsed?.at ?? null,
      last_used_region: role.lastUsed?.region ?? null,
    };
  },
  fromRow(row) {
    const details = JSON.parse(row.details) as RoleDetails;
    const { last_used_at: at, last_used_region: region } = row;
    return {
      ...userFrom(row),
      ...details,
      description: details.description,
      lastUsed: at === null || region === null ? undefined : { at, region },
    };
  },
};
