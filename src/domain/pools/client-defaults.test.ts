import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { completeClientSettings } from './client-defaults.ts';
import { flowsOf } from './client-flows.ts';
import { lifetimesOf } from './client-lifetimes.ts';

suite('the defaults of a client', () => {
  test('are those of AWS, and what AWS leaves unsaid stays unsaid', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(completeClientSettings({}))), {
      RefreshTokenValidity: 30,
      TokenValidityUnits: {},
      AllowedOAuthFlowsUserPoolClient: false,
      EnableTokenRevocation: true,
      EnablePropagateAdditionalUserContextData: false,
      AuthSessionValidity: 3,
    });
  });

  test('mean thirty days of refreshing in whatever unit was chosen', () => {
    for (const unit of ['seconds', 'minutes', 'hours', 'days'] as const) {
      for (const RefreshTokenValidity of [undefined, 0]) {
        const settings = completeClientSettings({ RefreshTokenValidity, TokenValidityUnits: { RefreshToken: unit } });
        assert.equal(lifetimesOf(settings).refresh, 30 * 86_400_000, unit);
      }
    }
  });

  test('mean an hour of access, hours as the unit of those tokens and days as that of refresh tokens', () => {
    const unset = lifetimesOf(completeClientSettings({ TokenValidityUnits: { AccessToken: 'minutes' } }));
    assert.deepEqual([unset.access, unset.id, unset.session], [3_600_000, 3_600_000, 180_000]);
    const set = lifetimesOf(
      completeClientSettings({ AccessTokenValidity: 2, IdTokenValidity: 3, RefreshTokenValidity: 4 }),
    );
    assert.deepEqual([set.access, set.id, set.refresh], [7_200_000, 10_800_000, 345_600_000]);
  });

  test('allow refreshing, SRP and custom challenges', () => {
    const usual = ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'];
    assert.deepEqual([...flowsOf()].toSorted(), usual);
    assert.deepEqual([...flowsOf([])].toSorted(), usual);
  });

  test('add refreshing and SRP to the legacy flows only', () => {
    assert.deepEqual([...flowsOf(['ALLOW_USER_PASSWORD_AUTH'])], ['ALLOW_USER_PASSWORD_AUTH']);
    assert.deepEqual([...flowsOf(['ADMIN_NO_SRP_AUTH'])].toSorted(), [
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
      'ALLOW_USER_SRP_AUTH',
    ]);
    assert.equal(flowsOf(['CUSTOM_AUTH_FLOW_ONLY']).has('ALLOW_USER_SRP_AUTH'), false);
  });
});
