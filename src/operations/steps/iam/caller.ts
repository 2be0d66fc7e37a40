import { Failure } from '#domain/failures.ts';
import type { IamUser } from '#domain/iam/entities.ts';
import type { IamStores } from '#ports/iam.ts';
import type { Call } from '../../operation.ts';
import { requireUser } from './require-entity.ts';

/**
 * The user an operation is about: the one named or, where none is, the caller. Undefined for the account's root.
 * @throws Failure `noSuchEntity`, `validationError` when a session names nobody
 */
export async function namedOrCaller(
  stores: Pick<IamStores, 'users'>,
  name: string | undefined,
  { principal }: Call,
): Promise<IamUser | undefined> {
  if (name !== undefined) return requireUser(stores, name);
  if (principal?.kind === 'root') return undefined;
  if (principal?.kind === 'user' && principal.userName !== undefined) return requireUser(stores, principal.userName);
  throw new Failure('validationError', { reason: 'Must specify userName when calling with non-User credentials' });
}
