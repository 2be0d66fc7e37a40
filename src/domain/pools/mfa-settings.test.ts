import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { checkMfaSettings } from './mfa-settings.ts';

suite("a pool's second factors", () => {
  test('can not be off and set up at once, nor demanded without being set up', () => {
    const failure = 'invalidParameter';
    const factor = { SoftwareTokenMfaConfiguration: { Enabled: true } };
    assert.throws(() => checkMfaSettings({ MfaConfiguration: 'OFF', ...factor }), { failure });
    assert.throws(() => checkMfaSettings({ MfaConfiguration: 'OPTIONAL' }), { failure });
    assert.throws(
      () => checkMfaSettings({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: false } }),
      { failure },
    );
  });

  // ledger: SetUserPoolMfaConfig refused — every factor, until multi-factor sign-in is built; OFF is accepted
  test('are refused, each by its name', () => {
    const refused = (setting: string) => ({
      failure: 'notHonoured',
      message: `${setting} is not supported by this server yet, so it is refused rather than ignored.`,
    });
    const token = { SoftwareTokenMfaConfiguration: { Enabled: true } };
    assert.throws(() => checkMfaSettings(token), refused('SoftwareTokenMfaConfiguration.Enabled'));
    assert.throws(() => checkMfaSettings({ MfaConfiguration: 'ON', ...token }), refused('MfaConfiguration ON'));
    assert.throws(() => checkMfaSettings({ SmsMfaConfiguration: {} }), refused('SmsMfaConfiguration'));
    assert.throws(() => checkMfaSettings({ EmailMfaConfiguration: {} }), refused('EmailMfaConfiguration'));
    assert.throws(
      () => checkMfaSettings({ WebAuthnConfiguration: { RelyingPartyId: 'example.com' } }),
      refused('WebAuthnConfiguration'),
    );
  });

  test('can be switched off, which they are', () => {
    checkMfaSettings({ MfaConfiguration: 'OFF', SoftwareTokenMfaConfiguration: { Enabled: false } });
    checkMfaSettings({});
  });
});
