import { attributeList } from '#domain/users/attributes.ts';
import type { User, UserStatus } from '#domain/users/user.ts';

/** AWS's UserType. */
export interface DescribedUser {
  Username: string;
  Attributes: { Name: string; Value: string }[];
  UserCreateDate: Date;
  UserLastModifiedDate: Date;
  Enabled: boolean;
  UserStatus: UserStatus;
}

/** A user as administrators see it; `attributes` narrows down which of its attributes. */
export function describeUser(user: User, attributes?: ReadonlySet<string>): DescribedUser {
  const all = attributeList(user);
  return {
    Username: user.username,
    Attributes: attributes ? all.filter(({ Name }) => attributes.has(Name)) : all,
    UserCreateDate: new Date(user.createdAt),
    UserLastModifiedDate: new Date(user.modifiedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}
