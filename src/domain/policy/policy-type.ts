/**
 * Where a policy stands, and so which part it plays: on an identity (inline or managed), as a permissions boundary, as a
 * session's policy, on a resource, or on a role as what may assume it.
 */
export type PolicyType = 'identity' | 'boundary' | 'session' | 'resource' | 'trust';

/** AWS's words for it in access-denied texts. */
export const policyTypeNames: Readonly<Record<PolicyType, string>> = {
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  resource: 'resource-based policy',
  trust: 'role trust policy',
};

/** A policy by its kind and its name: `policy inline rights`. What is named after its kind (`session policy 1`) is so only once. */
export const policyInWords = (kind: string, name: string): string =>
  name.startsWith(`${kind} `) ? name : `${kind} ${name}`;
