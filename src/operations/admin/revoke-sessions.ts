import { validatorOf } from '#contract/validate.ts';
import type { Uses } from '../operation.ts';
import { changeIam } from '../steps/iam/change-iam.ts';
import { requireRole } from '../steps/iam/require-entity.ts';
import { sessionsModel } from './sessions-model.ts';

export interface RevokeSessionsInput {
  readonly RoleName: string;
}

export interface RevokeSessionsOutput {
  readonly RoleArn: string;
  /** Sessions that began earlier are worth nothing. */
  readonly SessionsValidFrom: Date;
}

const read = validatorOf(sessionsModel, 'RevokeSessions');

/**
 * Ends every session of a role that has begun so far, whatever its policies say: their keys are as good as unknown, here at
 * once and on every other server within a second. Who is trusted can assume the role again. At AWS one puts a policy on the
 * role that denies older sessions (`aws:TokenIssueTime`), which works here too, and leaves the keys good for what needs no
 * permission.
 * @throws Failure `validation`, `serialization`, `noSuchEntity`
 */
export async function revokeSessions(
  input: RevokeSessionsInput,
  uses: Uses<'store' | 'iam' | 'clock'>,
): Promise<RevokeSessionsOutput> {
  const { RoleName } = read(input) as unknown as RevokeSessionsInput;
  // After this millisecond, in which one may have begun just now.
  const sessionsValidFrom = uses.clock.now() + 1;
  const arn = await changeIam(uses, async (stores) => {
    const role = await requireRole(stores, RoleName);
    await stores.roles.replace({ ...role, sessionsValidFrom: Math.max(role.sessionsValidFrom, sessionsValidFrom) });
    return role.arn;
  });
  return { RoleArn: arn, SessionsValidFrom: new Date(sessionsValidFrom) };
}
