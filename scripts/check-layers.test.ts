import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layerFaults } from './check-layers.ts';

const refused: [file: string, source: string, reason: RegExp][] = [
  ['domain/users/user.ts', "import { db } from '#adapters/database/sqlite.ts';", /domain may not import adapters/],
  ['domain/users/user.ts', "import type { Front } from '#fronts/front.ts';", /domain may not import fronts/],
  ['domain/clock.ts', "import { setTimeout } from 'node:timers';", /only crypto/],
  ['ports/keys.ts', "import { hash } from 'crypto';", /only crypto/],
  ['crypto/srp.ts', "import { SignJWT } from 'jose';", /npm/],
  ['operations/iam/x.ts', "import {\n  Hono,\n} from 'hono';", /npm/],
  ['fronts/oauth/token.ts', "import { userStore } from '#adapters/store/users.ts';", /fronts may not import adapters/],
  ['adapters/store/users.ts', "export { x } from '#operations/operation.ts';", /adapters may not import operations/],
  ['adapters/store/users.ts', "const x = await import('#fronts/x.ts');", /may not import fronts/],
  ['fronts/oauth/token.ts', "import { x } from '../../domain/x.ts';", /as #domain/],
  ['fronts/oauth/token.ts', "import { x } from '#fronts/sigv4/x.ts';", /relative/],
  ['adapters/mail/smtp.ts', 'const url = process.env.SMTP;', /only config/],
  ['helpers/x.ts', '', /no layer/],
];

for (const [file, source, reason] of refused) {
  test(`${file} may not say ${source.replaceAll('\n', ' ') || 'anything'}`, () => {
    const faults = layerFaults(file, source);
    assert.equal(faults.length, 1);
    assert.match(faults[0]!, reason);
  });
}

test('arrows that point inwards are accepted', () => {
  const accepted: [string, string][] = [
    ['contract/aws.ts', "import type { SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';"],
    ['crypto/srp.ts', "import { createHash } from 'node:crypto';"],
    [
      'operations/user-pools/sign-up.ts',
      "import { Failure } from '#domain/failures.ts';\nimport { x } from '../steps/x.ts';",
    ],
    ['fronts/login/page.ts', "import { html } from 'hono/html';\nimport { x } from '#operations/operation.ts';"],
    ['server/start.ts', "import { x } from '#adapters/x.ts';\nimport { y } from '#fronts/y.ts';"],
    ['config/config.ts', 'process.env.HOME'],
  ];
  for (const [file, source] of accepted) assert.deepEqual(layerFaults(file, source), []);
});
