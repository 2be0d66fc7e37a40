import type { Cases } from './cases.ts';
import { developerCases } from './developer-cases.ts';
import { identityCases } from './identity-cases.ts';
import { poolCases } from './pool-cases.ts';
import { roleCases } from './role-cases.ts';

/** Every operation of identity pools, by name. */
export const allCases: Cases = { ...poolCases, ...roleCases, ...identityCases, ...developerCases };
