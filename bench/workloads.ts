import type { FilledPool } from './site.ts';
import type { Workload } from './workload.ts';
import { adminCreateUser } from './workloads/admin-create-user.ts';
import { adminGetUser } from './workloads/admin-get-user.ts';
import { assumeRoleWithWebIdentity } from './workloads/assume-role-with-web-identity.ts';
import { callerIdentities } from './workloads/get-caller-identity.ts';
import { getUser } from './workloads/get-user.ts';
import { guestCredentials, readerCredentials } from './workloads/identity-credentials.ts';
import { jwks } from './workloads/jwks.ts';
import { listUsers } from './workloads/list-users.ts';
import { passwordSignIn } from './workloads/password-sign-in.ts';
import { policyDecisions } from './workloads/policy-decisions.ts';
import { refresh } from './workloads/refresh.ts';
import { signUp } from './workloads/sign-up.ts';
import { signatureVerification } from './workloads/signature-verification.ts';
import { srpSignIn } from './workloads/srp-sign-in.ts';

/** Everything that is measured, in this order. */
export const workloads = (pools: readonly FilledPool[]): readonly Workload[] => [
  jwks,
  getUser,
  adminGetUser,
  ...listUsers(pools),
  refresh,
  srpSignIn,
  passwordSignIn,
  signUp,
  adminCreateUser,
  guestCredentials,
  readerCredentials,
  assumeRoleWithWebIdentity,
  ...callerIdentities,
  signatureVerification,
  ...policyDecisions,
];

/** @throws Error when there is none of that name */
export function workloadNamed(name: string, pools: readonly FilledPool[]): Workload {
  const found = workloads(pools).find((workload) => workload.name === name);
  if (!found) throw new Error(`There is no workload named ${name}.`);
  return found;
}
