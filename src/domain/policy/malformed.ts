import { Failure } from '../failures.ts';

/** A policy document that cannot be saved. @param reason AWS's text where there is one */
export const malformed = (reason: string): Failure => new Failure('malformedPolicyDocument', { reason });

/** AWS's one text for whatever is not of the grammar. */
export const syntaxErrors = 'Syntax errors in policy.';
