import { Failure } from '../failures.ts';
import type { ClientSettings } from './client-settings.ts';
import { redirectUrlProblem } from './redirect-url.ts';

/** The scopes that need no resource server. */
const builtInScopes: ReadonlySet<string> = new Set([
  'openid',
  'email',
  'phone',
  'profile',
  'aws.cognito.signin.user.admin',
]);

const invalid = (reason: string): Failure => new Failure('invalidParameter', { reason });

function checkRedirects({ CallbackURLs = [], LogoutURLs = [], DefaultRedirectURI }: ClientSettings): void {
  for (const url of [
    ...CallbackURLs,
    ...LogoutURLs,
    ...(DefaultRedirectURI === undefined ? [] : [DefaultRedirectURI]),
  ]) {
    const reason = redirectUrlProblem(url);
    if (reason) throw invalid(reason);
  }
  if (DefaultRedirectURI !== undefined && !CallbackURLs.includes(DefaultRedirectURI)) {
    throw invalid('DefaultRedirectURI must be one of the CallbackURLs.');
  }
}

function checkGrants(
  { AllowedOAuthFlows: flows = [], AllowedOAuthScopes: scopes = [] }: ClientSettings,
  hasSecret: boolean,
): void {
  if (!flows.includes('client_credentials')) return;
  const refusal = (reason: string): Failure => new Failure('invalidOAuthFlow', { reason });
  if (flows.length > 1) {
    throw refusal('client_credentials flow can not be selected along with code flow or implicit flow.');
  }
  if (!hasSecret) throw refusal('client_credentials flow can not be selected if client does not have a client secret.');
  const userScope = scopes.find((scope) => builtInScopes.has(scope));
  if (userScope) throw refusal(`${userScope} is not supported with client_credentials flow.`);
}

/**
 * Holds what a client sets for hosted login and OAuth 2.0 to the rules. `customScopes` are those of the pool's resource
 * servers.
 * @throws Failure `invalidParameter`, `invalidOAuthFlow`, `scopeDoesNotExist`
 */
export function checkOAuthSettings(
  settings: ClientSettings,
  hasSecret: boolean,
  customScopes: ReadonlySet<string>,
): void {
  const { AllowedOAuthFlows = [], AllowedOAuthScopes = [], AllowedOAuthFlowsUserPoolClient } = settings;
  checkRedirects(settings);
  if (AllowedOAuthFlowsUserPoolClient && (AllowedOAuthFlows.length === 0 || AllowedOAuthScopes.length === 0)) {
    throw invalid(
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    );
  }
  checkGrants(settings, hasSecret);
  const unknown = AllowedOAuthScopes.find((scope) => !builtInScopes.has(scope) && !customScopes.has(scope));
  if (unknown) throw new Failure('scopeDoesNotExist', { reason: `Invalid scope requested: ${unknown}` });
}
