import { Failure } from '../failures.ts';
import { readIamArn } from './arns.ts';

type Principals = string | readonly string[];
interface Statement {
  readonly Principal?: string | Readonly<Record<string, Principals>>;
}

// Trust policies name users and roles by ARN where people see them, and by id where they are kept: an entity that is made
// anew under an old name is somebody else. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html

/** Every user and role of this account that the policy names under `AWS`, by ARN or by id. */
export function trustedEntities(policy: string, accountId: string): readonly string[] {
  const found = new Set<string>();
  rewritten(policy, (principal) => {
    if (isEntity(principal, accountId)) found.add(principal);
    return principal;
  });
  return [...found];
}

/**
 * The policy in the form in which it is kept: entities by id, accounts by the ARN of their root, without white space.
 * @param ids of every entity that `trustedEntities` named and that exists
 * @throws Failure `malformedPolicyDocument` when it names one that does not
 */
export const keptTrustPolicy = (policy: string, accountId: string, ids: ReadonlyMap<string, string>): string =>
  rewritten(policy, (principal) => {
    if (/^\d{12}$/.test(principal)) return `arn:aws:iam::${principal}:root`;
    if (!isEntity(principal, accountId)) return principal;
    const id = ids.get(principal);
    if (id === undefined) {
      throw new Failure('malformedPolicyDocument', { reason: `Invalid principal in policy: "AWS":"${principal}"` });
    }
    return id;
  });

/** The kept policy as people see it: ids become ARNs, save those whose entity is gone. */
export const shownTrustPolicy = (policy: string, arns: ReadonlyMap<string, string>): string =>
  arns.size === 0 ? policy : rewritten(policy, (principal) => arns.get(principal) ?? principal);

function isEntity(principal: string, accountId: string): boolean {
  if (/^(?:AIDA|AROA)[A-Z0-9]{8,}$/.test(principal)) return true;
  const arn = readIamArn(principal);
  return arn !== undefined && arn.accountId === accountId && (arn.resource === 'user' || arn.resource === 'role');
}

/** The same policy with each principal under `AWS` put through `change`. The policy is known to be well formed. */
function rewritten(policy: string, change: (principal: string) => string): string {
  const document = JSON.parse(policy) as { Statement: Statement | readonly Statement[] };
  const values = (principals: Principals) =>
    typeof principals === 'string' ? change(principals) : principals.map(change);
  const statement = (one: Statement): Statement => {
    const { Principal: principal } = one;
    if (typeof principal !== 'object' || principal['AWS'] === undefined) return one;
    return { ...one, Principal: { ...principal, AWS: values(principal['AWS']) } };
  };
  const { Statement: given } = document;
  return JSON.stringify({
    ...document,
    Statement: Array.isArray(given) ? given.map(statement) : statement(given as Statement),
  });
}
