import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExplainedRole } from '#operations/admin/explained.ts';
import { roleLines } from './role.ts';

const free = 'arn:aws:iam::000000000000:role/free';
const rule = { Claim: 'custom:tier', MatchType: 'Equals', Value: 'paid', RoleARN: 'arn:paid' } as const;

const role: ExplainedRole = {
  IdentityPoolId: 'us-east-1:7c1d',
  IdentityId: 'us-east-1:4f2b',
  Authenticated: true,
  Granted: false,
  Sentence: 'The identity gets no credentials.',
  Role: free,
  Because: 'rule 2 matches',
  Logins: [
    {
      ...{ Provider: 'login.example.com', Subject: 'ada', MappingKey: 'login.example.com', Claims: {} },
      ...{ Roles: [free, 'arn:other'], PreferredRole: free },
    },
  ],
  Mapping: 'login.example.com',
  MappingType: 'Rules',
  AmbiguousRoleResolution: 'Deny',
  Rules: [
    { ...rule, Matched: false },
    { ...rule, Value: 'free', RoleARN: free, Found: 'free', Matched: true },
  ],
  Tags: { tier: 'free', city: 'Paris' },
  Trust: [],
  Obstacles: [{ Kind: 'noTrust', Sentence: 'It is not let in.' }],
  ClientSees: { Code: 'NotAuthorizedException', Message: 'No.' },
  OtherChanges: [],
  Notes: [],
};

test('a role is told with the rules in their order, what the token says, and what the client sees', () => {
  assert.equal(
    roleLines(role).join('\n'),
    `Refused: The identity gets no credentials.

  pool      us-east-1:7c1d
  identity  us-east-1:4f2b
  login     login.example.com: ada
            its roles: ${free}, arn:other
            preferred: ${free}
  role      ${free}
  because   rule 2 matches
  mapping   login.example.com
            Rules; where it cannot tell: Deny
  tags      tier = free
            city = Paris

  Rules, in their order
    ✗ custom:tier Equals paid  the token has none → arn:paid
    ✓ custom:tier Equals free  the token has free → ${free}

In the way
  It is not let in.

The client sees
  NotAuthorizedException: No.`,
  );
});
