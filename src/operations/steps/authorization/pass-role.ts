import { resourceTagKeys } from '#domain/authorization/tag-keys.ts';
import type { Uses } from '../../operation.ts';
import type { Need } from './asked.ts';

/**
 * Whoever hands a role to a service must be allowed to. Source: AWS, "Granting a user permissions to pass a role", and the
 * service authorization reference for iam:PassRole.
 */
export const passRole = async ({ iam }: Uses<'iam'>, roleArn: string, service: string): Promise<Need> => ({
  action: 'iam:PassRole',
  resource: roleArn,
  context: { ...resourceTagKeys((await iam.role(roleArn))?.role.tags ?? {}, 'iam'), 'iam:PassedToService': service },
});
