import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientFrom } from '../pools/client.ts';
import type { ClientSettings } from '../pools/client-settings.ts';
import { poolFrom } from '../pools/pool.ts';
import type { Group } from '../users/group.ts';
import type { User } from '../users/user.ts';
import { accessTokenClaims, idTokenClaims, type Grant } from './claims.ts';

const pool = poolFrom({
  id: 'us-east-1_aBcDeFgHi',
  region: 'us-east-1',
  name: 'p',
  createdAt: 0,
  modifiedAt: 0,
  settings: {},
  schema: [],
  tags: {},
});
const clientWith = (settings: ClientSettings) =>
  clientFrom({ id: 'app', poolId: pool.id, name: 'app', createdAt: 0, modifiedAt: 0, settings, secrets: [] });
const ada: User = {
  poolId: pool.id,
  sub: '34c84488-e0e1-40ae-92ee-991ad1a898c8',
  username: 'ada',
  status: 'CONFIRMED',
  enabled: true,
  createdAt: 0,
  modifiedAt: 0,
  attributes: {
    email: 'ada@example.com',
    email_verified: 'true',
    address: 'Main St 1',
    updated_at: '12',
    'custom:tier': '3',
  },
  pending: {},
  identities: [],
  password: undefined,
  earlierPasswords: [],
  temporaryUntil: undefined,
  signedOutAt: undefined,
};
const group = (name: string, precedence?: number, roleArn?: string): Group => ({
  poolId: pool.id,
  name,
  description: undefined,
  roleArn,
  precedence,
  createdAt: 0,
  modifiedAt: 0,
});
const grant = (change: Partial<Grant> = {}, settings: ClientSettings = {}): Grant => ({
  pool,
  client: clientWith(settings),
  user: ada,
  groups: [],
  session: {
    poolId: pool.id,
    id: 'origin',
    sub: ada.sub,
    clientId: 'app',
    scope: 'aws.cognito.signin.user.admin',
    authenticatedAt: 5_900,
    createdAt: 5_900,
    expiresAt: 1e12,
    secretHash: '',
    generation: 0,
    rotatedAt: undefined,
    deviceKey: undefined,
  },
  issuer: 'https://id.example.com/us-east-1_aBcDeFgHi',
  now: 7_999,
  eventId: 'event',
  ids: { access: 'a', id: 'i' },
  ...change,
});

test('an access token holds these claims and no attribute', () => {
  assert.deepEqual(accessTokenClaims(grant()), {
    sub: ada.sub,
    iss: 'https://id.example.com/us-east-1_aBcDeFgHi',
    client_id: 'app',
    origin_jti: 'origin',
    event_id: 'event',
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    auth_time: 5,
    exp: 3607,
    iat: 7,
    jti: 'a',
    username: 'ada',
  });
});

// ledger: InitiateAuth differs — no token carries acr or amr, which live pools of AWS were seen to leave out too
test('an ID token holds these claims, with flags as booleans, times as numbers and the address as an object', () => {
  assert.deepEqual(idTokenClaims(grant()), {
    sub: ada.sub,
    email: 'ada@example.com',
    email_verified: true,
    address: { formatted: 'Main St 1' },
    updated_at: 12,
    'custom:tier': '3',
    iss: 'https://id.example.com/us-east-1_aBcDeFgHi',
    'cognito:username': 'ada',
    origin_jti: 'origin',
    aud: 'app',
    event_id: 'event',
    token_use: 'id',
    auth_time: 5,
    exp: 3607,
    iat: 7,
    jti: 'i',
  });
});

test('an attribute cannot pass itself off as a claim of ours', () => {
  const forged = {
    ...ada,
    attributes: { sub: 'other', iss: 'evil', aud: 'evil', token_use: 'access', exp: '1', 'cognito:username': 'root' },
  };
  const claims = idTokenClaims(grant({ user: forged }));
  assert.equal(claims['sub'], ada.sub);
  assert.equal(claims['aud'], 'app');
  assert.equal(claims['token_use'], 'id');
  assert.equal(claims['exp'], 3607);
  assert.equal(claims['cognito:username'], 'ada');
  assert.equal(claims['iss'], 'https://id.example.com/us-east-1_aBcDeFgHi');
});

test('attributes that the client may not read stay out of the ID token', () => {
  const claims = idTokenClaims(grant({}, { ReadAttributes: ['email'] }));
  assert.equal(claims['email'], 'ada@example.com');
  assert.equal('custom:tier' in claims, false);
  assert.equal('email_verified' in claims, false);
});

test('groups are listed by precedence, and the best one names the preferred role', () => {
  const groups = [group('z'), group('free', 5, 'arn:free'), group('paid', 1, 'arn:paid')];
  const claims = idTokenClaims(grant({ groups }));
  assert.deepEqual(claims['cognito:groups'], ['paid', 'free', 'z']);
  assert.deepEqual(claims['cognito:roles'], ['arn:paid', 'arn:free']);
  assert.equal(claims['cognito:preferred_role'], 'arn:paid');
  assert.equal('cognito:roles' in accessTokenClaims(grant({ groups })), false);
  assert.deepEqual(accessTokenClaims(grant({ groups }))['cognito:groups'], ['paid', 'free', 'z']);
});

test('two roles of equal precedence leave no preferred role', () => {
  const claims = idTokenClaims(grant({ groups: [group('a', 1, 'arn:a'), group('b', 1, 'arn:b')] }));
  assert.equal('cognito:preferred_role' in claims, false);
  const same = idTokenClaims(grant({ groups: [group('a', 1, 'arn:a'), group('b', 1, 'arn:a')] }));
  assert.equal(same['cognito:preferred_role'], 'arn:a');
});

test('without token revocation there is no origin_jti', () => {
  assert.equal('origin_jti' in accessTokenClaims(grant({}, { EnableTokenRevocation: false })), false);
});

test('lifetimes follow the client and its units', () => {
  const settings: ClientSettings = {
    AccessTokenValidity: 300,
    IdTokenValidity: 2,
    TokenValidityUnits: { AccessToken: 'seconds' },
  };
  assert.equal(accessTokenClaims(grant({}, settings))['exp'], 307);
  assert.equal(idTokenClaims(grant({}, settings))['exp'], 7 + 7200);
});
