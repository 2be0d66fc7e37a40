import type { PoolSettings } from './pool.ts';
import { verificationMessages } from './pool-messages.ts';

type PolicySettings = NonNullable<NonNullable<PoolSettings['Policies']>['PasswordPolicy']>;

/** A pool that says nothing of passwords asks for all four kinds of characters; one that says something, for what it says. */
function passwordPolicy(given: PolicySettings | undefined, temporaryDays: number): PolicySettings {
  const unsaid = given === undefined;
  return {
    MinimumLength: given?.MinimumLength ?? 8,
    RequireUppercase: given?.RequireUppercase ?? unsaid,
    RequireLowercase: given?.RequireLowercase ?? unsaid,
    RequireNumbers: given?.RequireNumbers ?? unsaid,
    RequireSymbols: given?.RequireSymbols ?? unsaid,
    ...(given?.PasswordHistorySize !== undefined && { PasswordHistorySize: given.PasswordHistorySize }),
    TemporaryPasswordValidityDays: temporaryDays,
  };
}

/** A list without what it says twice; an empty one is the same as none. */
function listOf<Item>(given: readonly Item[] | undefined): Item[] | undefined {
  return given && given.length > 0 ? [...new Set(given)] : undefined;
}

/**
 * A pool's settings with AWS's defaults for everything that was left out, which is also what an update does to what it
 * leaves out. `AccountRecoverySetting` and `UsernameConfiguration` stay absent, as their absence has a meaning of its
 * own (recovery by text message before mail; names that heed case).
 */
export function completePoolSettings(given: PoolSettings): PoolSettings {
  const policy = given.Policies?.PasswordPolicy;
  const temporaryDays =
    policy?.TemporaryPasswordValidityDays || given.AdminCreateUserConfig?.UnusedAccountValidityDays || 7;
  const template = given.AdminCreateUserConfig?.InviteMessageTemplate;
  return {
    Policies: {
      PasswordPolicy: passwordPolicy(policy, temporaryDays),
      SignInPolicy: {
        AllowedFirstAuthFactors: listOf(given.Policies?.SignInPolicy?.AllowedFirstAuthFactors) ?? ['PASSWORD'],
      },
    },
    DeletionProtection: given.DeletionProtection ?? 'INACTIVE',
    LambdaConfig: { ...given.LambdaConfig },
    AutoVerifiedAttributes: listOf(given.AutoVerifiedAttributes),
    AliasAttributes: listOf(given.AliasAttributes),
    UsernameAttributes: listOf(given.UsernameAttributes),
    UsernameConfiguration: given.UsernameConfiguration,
    ...verificationMessages(given),
    SmsAuthenticationMessage: given.SmsAuthenticationMessage,
    UserAttributeUpdateSettings: {
      AttributesRequireVerificationBeforeUpdate:
        listOf(given.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate) ?? [],
    },
    MfaConfiguration: given.MfaConfiguration ?? 'OFF',
    DeviceConfiguration: given.DeviceConfiguration,
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT', ...given.EmailConfiguration },
    SmsConfiguration: given.SmsConfiguration,
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: given.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
      UnusedAccountValidityDays: temporaryDays,
      ...(template && { InviteMessageTemplate: template }),
    },
    UserPoolAddOns: given.UserPoolAddOns,
    AccountRecoverySetting: given.AccountRecoverySetting,
    UserPoolTier: given.UserPoolTier ?? 'ESSENTIALS',
    DcrConfiguration: given.DcrConfiguration,
    KeyConfiguration: given.KeyConfiguration,
    IssuerConfiguration: given.IssuerConfiguration,
    AcrConfiguration: given.AcrConfiguration,
  };
}
