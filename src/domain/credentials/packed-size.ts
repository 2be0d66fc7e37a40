import { Failure } from '../failures.ts';

/** What narrows and marks a session, and has to travel in its token. */
export interface Carried {
  readonly policies: readonly string[];
  readonly policyArns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Characters of session policies, inline and by ARN, as AWS limits them before packing. */
const longestPolicies = 2_048;
/** Bytes for policies and tags together. AWS's packing is not published; this holds what its limits let in. */
const allotted = 4_096;

/**
 * How much of the space for policies and tags a session takes, in percent; undefined when it carries none.
 * @throws Failure `packedPolicyTooLarge`
 */
export function packedSize({ policies, policyArns, tags }: Carried): number | undefined {
  const policyBytes = [...policies.map(withoutSpace), ...policyArns].reduce((sum, text) => sum + text.length, 0);
  const tagBytes = Object.entries(tags)
    .flat()
    .reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);
  if (policyBytes > longestPolicies) {
    const percent = Math.ceil((100 * policyBytes) / longestPolicies);
    throw tooLarge(`Packed policy consumes ${percent}% of allotted space, please use smaller policy.`);
  }
  const percent = Math.ceil((100 * (policyBytes + tagBytes)) / allotted);
  if (percent > 100) throw tooLarge(`Packed size of session tags consumes ${percent}% of allotted space.`);
  return percent === 0 ? undefined : percent;
}

const withoutSpace = (policy: string): string => policy.replace(/\s+/g, '');
const tooLarge = (reason: string) => new Failure('packedPolicyTooLarge', { reason });
