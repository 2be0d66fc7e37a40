import type { User } from './user.ts';

type SignedOut = Pick<User, 'signedOutAt'>;

const second = 1_000;
const secondOf = (milliseconds: number): number => Math.floor(milliseconds / second);

/**
 * The time of a sign-out everywhere. Tokens that descend from no session are revoked by when they say they were issued,
 * in whole seconds: whoever signs out, in and out again within one must leave the tokens in between behind as well.
 */
export const signOutTime = ({ signedOutAt }: SignedOut, now: number): number =>
  signedOutAt !== undefined && secondOf(signedOutAt) >= secondOf(now) ? (secondOf(signedOutAt) + 1) * second : now;

/** The first second in which a token can say it was issued without being taken for one that the last sign-out revoked. */
export const issuableFrom = ({ signedOutAt }: SignedOut): number =>
  signedOutAt === undefined ? 0 : secondOf(signedOutAt) + 1;
