import type { User } from '#domain/users/user.ts';
import type { SignInRequest } from './context.ts';

/** The names of required attributes that the user has no value for. */
export const missingAttributes = ({ pool }: Pick<SignInRequest, 'pool'>, user: User): readonly string[] =>
  pool.schema
    .filter(({ Name, Required }) => Required && Name !== 'sub' && !user.attributes[Name])
    .map(({ Name }) => Name);

/** ChallengeParameters of NEW_PASSWORD_REQUIRED: what the client may show and what it has to ask for, as JSON texts. */
export const newPasswordParameters = (request: SignInRequest, user: User): Record<string, string> => ({
  USER_ID_FOR_SRP: user.username,
  userAttributes: JSON.stringify(
    Object.fromEntries(Object.entries(user.attributes).filter(([name]) => request.client.readable?.has(name) ?? true)),
  ),
  requiredAttributes: JSON.stringify(missingAttributes(request, user).map((name) => `userAttributes.${name}`)),
});
