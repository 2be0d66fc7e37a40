import type { Need } from './asked.ts';

/** Whoever hands a role to a service must be allowed to. Source: AWS, "Granting a user permissions to pass a role". */
export const passRole = (roleArn: string, service: string): Need => ({
  action: 'iam:PassRole',
  resource: roleArn,
  context: { 'iam:PassedToService': service },
});
