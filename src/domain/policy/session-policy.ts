import { parsePolicy } from './parse-policy.ts';
import type { PolicyDocument } from './policy-document.ts';

/** Few texts narrow many sessions: all guests' are narrowed by one. */
const mostRemembered = 200;
const known = new Map<string, PolicyDocument>();

/**
 * A session's inline policy, compiled once for each text.
 * @throws Failure `malformedPolicyDocument` with AWS's reason
 */
export function sessionPolicy(text: string): PolicyDocument {
  const remembered = known.get(text);
  if (remembered) return remembered;
  const document = parsePolicy(text, 'session');
  if (known.size >= mostRemembered) known.clear();
  known.set(text, document);
  return document;
}
