import type { Uses } from '../../../operation.ts';

/** What verifying logins asks of the world. */
export type LoginUses = Uses<
  'store' | 'directory' | 'signingKeys' | 'settings' | 'clock' | 'iam' | 'tokenIssuers' | 'samlAssertions'
>;
