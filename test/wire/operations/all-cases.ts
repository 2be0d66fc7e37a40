import { answerCases } from './answer-cases.ts';
import { attributeCases } from './attribute-cases.ts';
import { beginCases } from './begin-cases.ts';
import type { Cases } from './cases.ts';
import { clientCases } from './client-cases.ts';
import { groupCases } from './group-cases.ts';
import { importCases } from './import-cases.ts';
import { passwordCases } from './password-cases.ts';
import { poolCases } from './pool-cases.ts';
import { providerCases } from './provider-cases.ts';
import { signUpCases } from './sign-up-cases.ts';
import { tokenCases } from './token-cases.ts';
import { userCases } from './user-cases.ts';
import { userStatusCases } from './user-status-cases.ts';

/** Every operation that is built, by name. */
export const allCases: Cases = {
  ...poolCases,
  ...clientCases,
  ...importCases,
  ...userCases,
  ...userStatusCases,
  ...providerCases,
  ...groupCases,
  ...signUpCases,
  ...passwordCases,
  ...attributeCases,
  ...beginCases,
  ...answerCases,
  ...tokenCases,
};
