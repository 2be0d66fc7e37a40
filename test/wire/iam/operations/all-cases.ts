import type { Cases } from './cases.ts';
import { groupCases } from './group-cases.ts';
import { heldPolicyCases } from './held-policy-cases.ts';
import { policyCases } from './policy-cases.ts';
import { providerCases } from './provider-cases.ts';
import { roleCases } from './role-cases.ts';
import { simulationCases } from './simulation-cases.ts';
import { userCases } from './user-cases.ts';

/** Every operation that is built, by name. */
export const allCases: Cases = {
  ...roleCases,
  ...userCases,
  ...groupCases,
  ...heldPolicyCases,
  ...policyCases,
  ...providerCases,
  ...simulationCases,
};
