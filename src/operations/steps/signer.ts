import { Failure } from '#domain/failures.ts';
import type { Principal } from '#ports/access-keys.ts';
import type { Call } from '../operation.ts';

/** Who signed the request. @throws Failure `missingAuthenticationToken` */
export function signer({ principal }: Call): Principal {
  if (!principal) throw new Failure('missingAuthenticationToken');
  return principal;
}
