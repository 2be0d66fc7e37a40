import { identityPoolsModel } from '#contract/model.ts';
import type { Name } from './scene.ts';

/** Errors that AWS declares and that no request to this server leads to, whichever operation it asks for. */
const anywhere: Readonly<Record<string, string>> = {
  InternalError: 'means a defect or a broken database; test/faults breaks the database',
  TooManyRequests: 'no rates are limited for identity pools',
  ConcurrentModification: 'a change that comes second is tried again; only one that loses every time would say so',
};

const denied = 'a key that may not do this is answered AccessDeniedException, as by every AWS service';

/** Why this error of this operation cannot be provoked, where the reason is not the operation's own. */
export function neverReason(name: Name, error: string): string | undefined {
  const isSigned = identityPoolsModel.operations[name]!.auth === 'sigv4';
  return anywhere[error] ?? (isSigned && error === 'NotAuthorized' ? denied : undefined);
}
