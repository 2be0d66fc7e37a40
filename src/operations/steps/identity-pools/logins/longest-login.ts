/** The longest token that `Logins` takes, in characters. */
export const longestLogin = 50_000;
