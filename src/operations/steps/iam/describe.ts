import type { IamGroup, IamUser, Role } from '#domain/iam/entities.ts';
import { tagList } from '#domain/iam/tags.ts';
import { shownTrustPolicy, trustedEntities } from '#domain/iam/trust-policy.ts';
import type { IamStores } from '#ports/iam.ts';

/** As lists show it, without boundary and tags. */
export const describeUserBriefly = ({ path, name, id, arn, createdAt }: IamUser) => ({
  Path: path,
  UserName: name,
  UserId: id,
  Arn: arn,
  CreateDate: new Date(createdAt),
});

export const describeUser = (user: IamUser) => ({ ...describeUserBriefly(user), ...boundaryAndTags(user) });

export const describeGroup = ({ path, name, id, arn, createdAt }: IamGroup) => ({
  Path: path,
  GroupName: name,
  GroupId: id,
  Arn: arn,
  CreateDate: new Date(createdAt),
});

/** As lists show it, without boundary, tags and last use. */
export async function describeRoleBriefly(role: Role, { arnsOf }: Pick<IamStores, 'arnsOf'>, accountId: string) {
  const { path, name, id, arn, createdAt, description, maxSessionDuration, trustPolicy } = role;
  return {
    Path: path,
    RoleName: name,
    RoleId: id,
    Arn: arn,
    CreateDate: new Date(createdAt),
    AssumeRolePolicyDocument: shownTrustPolicy(trustPolicy, await arnsOf(trustedEntities(trustPolicy, accountId))),
    ...(description !== undefined && { Description: description }),
    MaxSessionDuration: maxSessionDuration,
  };
}

export async function describeRole(role: Role, stores: Pick<IamStores, 'arnsOf'>, accountId: string) {
  const { lastUsed } = role;
  return {
    ...(await describeRoleBriefly(role, stores, accountId)),
    ...boundaryAndTags(role),
    RoleLastUsed: lastUsed ? { LastUsedDate: new Date(lastUsed.at), Region: lastUsed.region } : {},
  };
}

function boundaryAndTags({ boundaryArn, tags }: Pick<IamUser, 'boundaryArn' | 'tags'>) {
  const Tags = tagList(tags);
  return {
    ...(boundaryArn !== undefined && {
      PermissionsBoundary: {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const,
        PermissionsBoundaryArn: boundaryArn,
      },
    }),
    ...(Tags.length > 0 && { Tags }),
  };
}
