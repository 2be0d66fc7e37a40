import type { FindIdentitiesInput, FindIdentitiesOutput } from '#operations/admin/find-identities.ts';
import type { FoundIdentity, FoundLogin } from '#operations/steps/find-identities/found-identity.ts';
import type { FoundUser } from '#operations/steps/find-identities/found-user.ts';
import { aligned } from './aligned.ts';

/** What was found, for people. @param asked what was looked for, to say what else can be tried */
export function identityLines(answer: FindIdentitiesOutput, asked: FindIdentitiesInput): readonly string[] {
  const { Identities, Users, Truncated } = answer;
  return [
    ...(Identities.length === 0 ? [noneText(asked)] : []),
    ...Identities.flatMap((identity, index) => [...(index > 0 ? [''] : []), ...linesOf(identity, Users)]),
    ...withoutIdentity(answer).flatMap((user) => ['', userText(user)]),
    ...(Truncated ? ['', 'There are more than these hundred.'] : []),
  ];
}

const states = {
  GUEST: 'guest: it never had a login',
  AUTHENTICATED: 'authenticated',
  DISABLED: 'disabled: merged into another',
} as const satisfies Record<FoundIdentity['State'], string>;

function linesOf(identity: FoundIdentity, users: readonly FoundUser[]): readonly string[] {
  const { IdentityId, IdentityPoolId, IdentityPoolName, State, MergedInto, Logins } = identity;
  const developers = identity.DeveloperUserIdentifiers.map(
    (id) => ['login', `${identity.DeveloperProviderName ?? 'developer'}: ${id}, a developer’s user`] as const,
  );
  return [
    `Identity ${IdentityId}`,
    ...aligned([
      ['pool', IdentityPoolName === undefined ? IdentityPoolId : `${IdentityPoolName} (${IdentityPoolId})`],
      ['state', states[State]],
      ...(MergedInto === undefined ? [] : [['now', MergedInto] as const]),
      ...Logins.map((login) => ['login', loginText(login, users)] as const),
      ...developers,
      ['created', identity.CreationDate.toISOString()],
      ['modified', identity.LastModifiedDate.toISOString()],
    ]),
  ];
}

function loginText({ Provider, Subject, UserPoolId }: FoundLogin, users: readonly FoundUser[]): string {
  const login = `${Provider}: ${Subject}`;
  if (UserPoolId === undefined) return login;
  const user = users.find((one) => one.UserPoolId === UserPoolId && one.Sub === Subject);
  return user ? `${login}\n→ ${personText(user)}` : `${login}\n→ a user of ${UserPoolId} who is deleted`;
}

const personText = ({ Username, UserPoolId, UserStatus, Enabled }: FoundUser): string =>
  `user ${Username} of ${UserPoolId}, ${UserStatus}${Enabled ? '' : ', disabled'}`;

const userText = (user: FoundUser): string => `The ${personText(user)}, sub ${user.Sub}, has no identity.`;

/** The user that was asked for, when no identity is its. */
const withoutIdentity = ({ Identities, Users }: FindIdentitiesOutput): readonly FoundUser[] =>
  Users.filter((user) => {
    const isIts = (login: FoundLogin) => login.UserPoolId === user.UserPoolId && login.Subject === user.Sub;
    return !Identities.some(({ Logins }) => Logins.some(isIts));
  });

function noneText({ Sub, UserPoolId }: FindIdentitiesInput): string {
  const none = 'No identity was found.';
  return Sub !== undefined && UserPoolId === undefined
    ? `${none} With --user-pool ID as well, it is told whether the user is there.`
    : `${none} An identity is made when a client first asks for one (GetId).`;
}
