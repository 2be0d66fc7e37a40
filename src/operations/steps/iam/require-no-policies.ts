import { Failure } from '#domain/failures.ts';
import type { IamStores } from '#ports/iam.ts';

/** What is to be deleted must have lost its policies first. @throws Failure `deleteConflict` */
export async function requireNoPolicies(
  { attachments, inlinePolicies }: Pick<IamStores, 'attachments' | 'inlinePolicies'>,
  ownerId: string,
): Promise<void> {
  if ((await attachments.listOf(ownerId)).length > 0) throw conflict('must detach all policies first.');
  if ((await inlinePolicies.listOf(ownerId)).length > 0) throw conflict('must delete policies first.');
}

const conflict = (reason: string) => new Failure('deleteConflict', { reason: `Cannot delete entity, ${reason}` });
