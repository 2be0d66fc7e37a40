import { Failure } from '#domain/failures.ts';
import type { SignInFlow } from '../flow.ts';

/** Without triggers there is nobody to define the challenges; AWS says the same of a pool that has none. */
export const custom: SignInFlow = {
  origins: ['public', 'admin'],
  allowedBy: 'ALLOW_CUSTOM_AUTH',
  notAllowed: 'flowNotEnabled',
  needs: [],
  begin: () => Promise.reject(new Failure('customAuthNotConfigured')),
};
