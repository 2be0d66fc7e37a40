import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { checkPoolSettings } from './pool-rules.ts';
import type { PoolSettings } from './pool.ts';

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:f';

suite('the settings of a pool', () => {
  const broken: readonly (readonly [string, PoolSettings])[] = [
    ['aliases and username attributes at once', { AliasAttributes: ['email'], UsernameAttributes: ['email'] }],
    [
      'verification before update of what is not auto-verified',
      {
        AutoVerifiedAttributes: ['email'],
        UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['phone_number'] },
      },
    ],
    [
      'admin_only recovery beside another',
      {
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Priority: 1, Name: 'admin_only' },
            { Priority: 2, Name: 'verified_email' },
          ],
        },
      },
    ],
    [
      'one recovery mechanism twice',
      {
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Priority: 1, Name: 'verified_email' },
            { Priority: 2, Name: 'verified_email' },
          ],
        },
      },
    ],
    [
      'two recovery mechanisms of one priority',
      {
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Priority: 1, Name: 'verified_phone_number' },
            { Priority: 1, Name: 'verified_email' },
          ],
        },
      },
    ],
    [
      'two validities of temporary passwords',
      {
        Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 3 } },
        AdminCreateUserConfig: { UnusedAccountValidityDays: 4 },
      },
    ],
    ['an own sender without its identity', { EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' } }],
    [
      'a sender that would add a header',
      { EmailConfiguration: { From: 'News <a@example.com>\r\nBcc: b@example.com' } },
    ],
    ['a sender without an address', { EmailConfiguration: { From: 'The newsletter' } }],
    [
      'an invitation without a name',
      { AdminCreateUserConfig: { InviteMessageTemplate: { EmailMessage: 'Password: {####}' } } },
    ],
    [
      'an invitation without a password',
      { AdminCreateUserConfig: { InviteMessageTemplate: { SMSMessage: 'Hello {username}' } } },
    ],
    [
      'an authenticator as the first factor',
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['SOFTWARE_TOKEN'] } } },
    ],
  ];
  for (const [what, settings] of broken) {
    test(`are refused with ${what}`, () =>
      assert.throws(() => checkPoolSettings(settings), { failure: 'invalidParameter' }));
  }

  const beyondLite: readonly (readonly [string, PoolSettings])[] = [
    ['Password history', { Policies: { PasswordPolicy: { PasswordHistorySize: 1 } } }],
    ['SignInPolicy', { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } }],
    ['AcrConfiguration', { AcrConfiguration: { Level1: { AcrValue: 'low' } } }],
    ['DcrConfiguration', { DcrConfiguration: {} }],
    [
      'Access token customization',
      { LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: arn } } },
    ],
  ];
  for (const [feature, settings] of beyondLite) {
    test(`are refused in tier LITE with ${feature}`, () => {
      const message = `${feature} is not available in tier LITE.`;
      assert.throws(() => checkPoolSettings({ ...settings, UserPoolTier: 'LITE' }), {
        failure: 'featureUnavailableInTier',
        message,
      });
    });
  }

  const unbuilt: readonly (readonly [string, PoolSettings])[] = [
    ['LambdaConfig.PreSignUp', { LambdaConfig: { PreSignUp: arn } }],
    [
      'LambdaConfig.CustomEmailSender',
      { LambdaConfig: { CustomEmailSender: { LambdaVersion: 'V1_0', LambdaArn: arn } } },
    ],
    ['MfaConfiguration OPTIONAL', { MfaConfiguration: 'OPTIONAL' }],
    ['MfaConfiguration ON', { MfaConfiguration: 'ON' }],
    ['DeviceConfiguration', { DeviceConfiguration: {} }],
    ['UserPoolAddOns.AdvancedSecurityMode AUDIT', { UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } }],
    [
      'UserPoolAddOns.AdvancedSecurityAdditionalFlows',
      { UserPoolAddOns: { AdvancedSecurityMode: 'OFF', AdvancedSecurityAdditionalFlows: { CustomAuthMode: 'AUDIT' } } },
    ],
    [
      'SignInPolicy.AllowedFirstAuthFactors WEB_AUTHN',
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
    ],
    ['DcrConfiguration', { DcrConfiguration: {} }],
    ['AcrConfiguration', { AcrConfiguration: { Level1: { AcrValue: 'low' } } }],
    ['KeyConfiguration.KeyType CUSTOMER_MANAGED_KEY', { KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY' } }],
    ['KeyConfiguration.KmsKeyArn', { KeyConfiguration: { KmsKeyArn: arn } }],
    ['IssuerConfiguration.Type UPDATED', { IssuerConfiguration: { Type: 'UPDATED' } }],
    ['EmailConfiguration.ConfigurationSet', { EmailConfiguration: { ConfigurationSet: 'news' } }],
    ['SmsConfiguration.EumsSms', { SmsConfiguration: { SnsCallerArn: arn, EumsSms: { CallerArn: arn } } }],
  ];
  for (const [setting, settings] of unbuilt) {
    test(`are refused, not ignored, with ${setting}`, () => {
      const message = `${setting} is not supported by this server yet, so it is refused rather than ignored.`;
      assert.throws(() => checkPoolSettings(settings), {
        failure: 'notHonoured',
        code: 'InvalidParameterException',
        message,
      });
    });
  }

  test('are accepted with every default said out loud, as templates and programs that send back what they read do', () => {
    checkPoolSettings({
      Policies: {
        PasswordPolicy: { MinimumLength: 8, TemporaryPasswordValidityDays: 7, PasswordHistorySize: 0 },
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] },
      },
      DeletionProtection: 'INACTIVE',
      LambdaConfig: { PreSignUp: undefined },
      AutoVerifiedAttributes: [],
      AliasAttributes: [],
      UsernameAttributes: [],
      MfaConfiguration: 'OFF',
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] },
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
      UserPoolAddOns: { AdvancedSecurityMode: 'OFF' },
      UsernameConfiguration: { CaseSensitive: false },
      UserPoolTier: 'ESSENTIALS',
      DcrConfiguration: { EnableStatus: 'Disabled' },
      KeyConfiguration: { KeyType: 'AWS_OWNED_KEY' },
      IssuerConfiguration: { Type: 'ORIGINAL' },
      AcrConfiguration: {},
    });
  });

  test('are accepted with a sender of their own, by address or with a name', () => {
    const SourceArn = 'arn:aws:ses:us-east-1:000000000000:identity/news@example.com';
    for (const From of [
      'news@example.com',
      'The News <news@example.com>',
      '<news@example.com>',
      'Nachrichten für alle <n@example.com>',
    ]) {
      checkPoolSettings({ EmailConfiguration: { EmailSendingAccount: 'DEVELOPER', SourceArn, From } });
    }
  });
});
