import { defaultRefreshValidity } from './client-lifetimes.ts';
import type { ClientSettings } from './client-settings.ts';

/**
 * A client's settings with AWS's defaults for everything that was left out, which is also what an update does to what it
 * leaves out. What AWS doesn't show until it is set (flows, attribute lists, URLs) stays absent.
 */
export function completeClientSettings(given: ClientSettings): ClientSettings {
  return {
    RefreshTokenValidity: given.RefreshTokenValidity || defaultRefreshValidity(given),
    AccessTokenValidity: given.AccessTokenValidity,
    IdTokenValidity: given.IdTokenValidity,
    TokenValidityUnits: { ...given.TokenValidityUnits },
    ReadAttributes: given.ReadAttributes,
    WriteAttributes: given.WriteAttributes,
    ExplicitAuthFlows: given.ExplicitAuthFlows,
    SupportedIdentityProviders: given.SupportedIdentityProviders,
    CallbackURLs: given.CallbackURLs,
    LogoutURLs: given.LogoutURLs,
    DefaultRedirectURI: given.DefaultRedirectURI,
    AllowedOAuthFlows: given.AllowedOAuthFlows,
    AllowedOAuthScopes: given.AllowedOAuthScopes,
    AllowedOAuthFlowsUserPoolClient: given.AllowedOAuthFlowsUserPoolClient ?? false,
    PreventUserExistenceErrors: given.PreventUserExistenceErrors,
    EnableTokenRevocation: given.EnableTokenRevocation ?? true,
    EnablePropagateAdditionalUserContextData: given.EnablePropagateAdditionalUserContextData ?? false,
    AuthSessionValidity: given.AuthSessionValidity ?? 3,
    RefreshTokenRotation: given.RefreshTokenRotation,
  };
}
