import { resourceTagKeys } from '#domain/authorization/tag-keys.ts';
import { readIamArn } from '#domain/iam/arns.ts';
import type { NamedPolicy } from '#domain/policy/policy-set.ts';
import type { Asking } from '#ports/access.ts';
import type { Uses } from '../../operation.ts';

/** What assumes a role meets the role's trust policy too. */
const assuming: ReadonlySet<string> = new Set(['sts:assumerole', 'sts:tagsession', 'sts:setsourceidentity']);

/** What a request about something of this server meets besides the caller's policies: its tags, a role's trust policy. */
export async function resourceFacts(
  { iam, directory }: Uses<'iam' | 'directory'>,
  action: string,
  arn: string,
): Promise<{ context: Asking['context']; trust: NamedPolicy | undefined }> {
  const poolId = /^arn:aws:cognito-idp:[\w-]+:\d{12}:userpool\/([^/]+)$/.exec(arn)?.[1];
  if (poolId !== undefined) {
    return { context: resourceTagKeys((await directory.pool(poolId))?.tags ?? {}), trust: undefined };
  }
  const { resource, name = '' } = readIamArn(arn) ?? {};
  if (resource === 'user') {
    const found = await iam.user(name);
    return { context: resourceTagKeys(found?.user.arn === arn ? found.user.tags : {}, 'iam'), trust: undefined };
  }
  const role = resource === 'role' ? await iam.role(arn) : undefined;
  return {
    context: resourceTagKeys(role?.role.tags ?? {}, 'iam'),
    trust: assuming.has(action.toLowerCase()) ? role?.trust : undefined,
  };
}
