import type { Group } from '#domain/users/group.ts';

/** AWS's GroupType. */
export interface DescribedGroup {
  GroupName: string;
  UserPoolId: string;
  Description?: string;
  RoleArn?: string;
  Precedence?: number;
  LastModifiedDate: Date;
  CreationDate: Date;
}

/** A group as administrators see it; what it does not have is left out. */
export const describeGroup = (group: Group): DescribedGroup => ({
  GroupName: group.name,
  UserPoolId: group.poolId,
  ...(group.description !== undefined && { Description: group.description }),
  ...(group.roleArn !== undefined && { RoleArn: group.roleArn }),
  ...(group.precedence !== undefined && { Precedence: group.precedence }),
  LastModifiedDate: new Date(group.modifiedAt),
  CreationDate: new Date(group.createdAt),
});
