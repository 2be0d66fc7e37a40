import type { FailureName } from '#domain/failures.ts';
import { Failure } from '#domain/failures.ts';
import type { Flow } from '#domain/pools/client.ts';
import type { SignInFlow } from '../flow.ts';

/** A flow that no pool can run yet: refused by name, so that nobody waits for it. */
const unavailable = (allowedBy: Flow, failure: FailureName, setting: string): SignInFlow => ({
  origins: ['public', 'admin'],
  allowedBy,
  notAllowed: 'flowNotEnabled',
  needs: [],
  begin: () => Promise.reject(new Failure(failure, { setting })),
});

export const choiceBased: SignInFlow = unavailable('ALLOW_USER_AUTH', 'notHonoured', 'AuthFlow USER_AUTH');
/** Without triggers there is nobody to define the challenges; AWS says the same of a pool that has none. */
export const custom: SignInFlow = unavailable('ALLOW_CUSTOM_AUTH', 'customAuthNotConfigured', 'AuthFlow CUSTOM_AUTH');
