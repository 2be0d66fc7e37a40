import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { completePoolSettings } from './pool-defaults.ts';
import type { PoolSettings } from './pool.ts';

const said = (settings: PoolSettings): unknown => JSON.parse(JSON.stringify(settings));
const policyOf = (settings: PoolSettings) => completePoolSettings(settings).Policies?.PasswordPolicy;

suite('the defaults of a pool', () => {
  test('are those of AWS', () => {
    assert.deepEqual(said(completePoolSettings({})), {
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireUppercase: true,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 7,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] },
      },
      DeletionProtection: 'INACTIVE',
      LambdaConfig: {},
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] },
      MfaConfiguration: 'OFF',
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
      UserPoolTier: 'ESSENTIALS',
    });
  });

  test('are filled in once: what is complete stays as it is', () => {
    const once = completePoolSettings({
      AutoVerifiedAttributes: ['email', 'email'],
      EmailVerificationSubject: 'Hello',
    });
    assert.deepEqual(completePoolSettings(once), once);
  });

  test('ask for no kind of character once a password policy is given', () => {
    assert.deepEqual(policyOf({ Policies: { PasswordPolicy: { MinimumLength: 12, RequireNumbers: true } } }), {
      MinimumLength: 12,
      RequireUppercase: false,
      RequireLowercase: false,
      RequireNumbers: true,
      RequireSymbols: false,
      TemporaryPasswordValidityDays: 7,
    });
  });

  test('count 0 days of a temporary password as 7, and show the older setting in step', () => {
    assert.equal(
      policyOf({ Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 0 } } })?.TemporaryPasswordValidityDays,
      7,
    );
    const legacy = completePoolSettings({ AdminCreateUserConfig: { UnusedAccountValidityDays: 30 } });
    assert.equal(legacy.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays, 30);
    const current = completePoolSettings({ Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 2 } } });
    assert.equal(current.AdminCreateUserConfig?.UnusedAccountValidityDays, 2);
  });

  test('show verification texts under both their names, the template first', () => {
    const mirrored = completePoolSettings({
      EmailVerificationMessage: 'old {####}',
      EmailVerificationSubject: 'old',
      VerificationMessageTemplate: {
        EmailMessage: 'new {####}',
        SmsMessage: 'sms {####}',
        DefaultEmailOption: 'CONFIRM_WITH_LINK',
      },
    });
    assert.equal(mirrored.EmailVerificationMessage, 'new {####}');
    assert.equal(mirrored.EmailVerificationSubject, 'old');
    assert.equal(mirrored.SmsVerificationMessage, 'sms {####}');
    assert.deepEqual(mirrored.VerificationMessageTemplate, {
      EmailMessage: 'new {####}',
      EmailSubject: 'old',
      SmsMessage: 'sms {####}',
      DefaultEmailOption: 'CONFIRM_WITH_LINK',
    });
  });

  test('keep nothing but settings', () => {
    const settings = completePoolSettings({ Surprise: true } as PoolSettings);
    assert.equal('Surprise' in settings, false);
  });
});
