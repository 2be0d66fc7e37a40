import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { describeRole } from '../../steps/iam/describe.ts';
import { requireRole } from '../../steps/iam/require-entity.ts';

/** A role with its trust policy. */
export async function getRole(
  { RoleName }: IamInput<'GetRole'>,
  { store, settings }: Uses<'store' | 'settings'>,
): IamOutput<'GetRole'> {
  return { Role: await describeRole(await requireRole(store.iam, RoleName), store.iam, settings.accountId) };
}
