import { Failure } from '#domain/failures.ts';
import type { SignInOutcome, SignInRequest, SignInUses } from './context.ts';
import type { SignInFlow } from './flow.ts';
import { choiceBased } from './flows/choice-based.ts';
import { adminUserPassword, userPassword } from './flows/password.ts';
import { refreshToken } from './flows/refresh-token.ts';
import { userSrp } from './flows/srp.ts';
import { custom } from './flows/custom.ts';
import { requireParameter } from './parameters.ts';

/** Every AuthFlow by AWS's name. */
const flows: Readonly<Record<string, SignInFlow>> = {
  USER_SRP_AUTH: userSrp,
  USER_PASSWORD_AUTH: userPassword,
  ADMIN_USER_PASSWORD_AUTH: adminUserPassword,
  ADMIN_NO_SRP_AUTH: adminUserPassword,
  REFRESH_TOKEN_AUTH: refreshToken,
  REFRESH_TOKEN: refreshToken,
  USER_AUTH: choiceBased,
  CUSTOM_AUTH: custom,
};

/**
 * Begins a sign-in: what InitiateAuth and AdminInitiateAuth share.
 * @throws Failure `authMethodNotSupported`, the flow's `notAllowed`, `missingParameter`, and what the flow refuses with
 */
export async function beginSignIn(uses: SignInUses, flowName: string, request: SignInRequest): Promise<SignInOutcome> {
  const flow = Object.hasOwn(flows, flowName) ? flows[flowName] : undefined;
  if (!flow?.origins.includes(request.origin)) throw new Failure('authMethodNotSupported');
  if (!request.client.flows.has(flow.allowedBy)) throw new Failure(flow.notAllowed, { flow: flowName });
  for (const name of flow.needs) requireParameter(request.parameters, name);
  return flow.begin(uses, request);
}
