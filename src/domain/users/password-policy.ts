import type { PasswordPolicy } from '../pools/pool.ts';

/** Cognito's upper limit, whatever the policy says. */
const maximumPasswordLength = 256;

const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|(?<=\S) (?=\S)/;

const characterRules = [
  ['requireUppercase', /[A-Z]/, 'Password must have uppercase characters'],
  ['requireLowercase', /[a-z]/, 'Password must have lowercase characters'],
  ['requireNumbers', /[0-9]/, 'Password must have numeric characters'],
  ['requireSymbols', symbol, 'Password must have symbol characters'],
] as const;

/**
 * The first rule the password breaks, in AWS's words, or undefined when it conforms. Letters count when they are of the
 * basic Latin alphabet. AWS: "Adding user pool password requirements", Amazon Cognito developer guide.
 */
export function passwordWeakness(policy: PasswordPolicy, password: string): string | undefined {
  if (password.length < policy.minimumLength) return 'Password not long enough';
  if (password.length > maximumPasswordLength) return 'Password is too long';
  // Every lone surrogate has the same UTF-8 form, so different passwords would have the same hash.
  if (!password.isWellFormed()) return 'Password must be valid text';
  return characterRules.find(([rule, pattern]) => policy[rule] && !pattern.test(password))?.[2];
}

/** Until when a temporary password that is set now lets its user in. Milliseconds. */
export const temporaryPasswordEnd = ({ temporaryPasswordValidityDays }: PasswordPolicy, now: number): number =>
  now + temporaryPasswordValidityDays * 86_400_000;
