import type { NamedPolicy } from '#domain/policy/policy-set.ts';
import type { Asking } from '#ports/access.ts';
import { resourceTags, type TagUses } from '../authorization/resource-tags.ts';

/** What assumes a role meets the role's trust policy too. */
const assuming: ReadonlySet<string> = new Set(['sts:assumerole', 'sts:tagsession', 'sts:setsourceidentity']);

/** What a request about something of this server meets besides the caller's policies: its tags, a role's trust policy. */
export async function resourceFacts(
  uses: TagUses,
  action: string,
  arn: string,
): Promise<{ context: Asking['context']; trust: NamedPolicy | undefined }> {
  const role = assuming.has(action.toLowerCase()) ? await uses.iam.role(arn) : undefined;
  return { context: await resourceTags(uses, arn), trust: role?.role.arn === arn ? role.trust : undefined };
}
