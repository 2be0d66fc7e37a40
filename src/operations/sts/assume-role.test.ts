import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { accountOf, allow, policy, trusts } from '../../../test/support/account.ts';
import { openWorld } from '../../../test/support/world.ts';
import { revokeSessions } from '../admin/revoke-sessions.ts';

const account = '000000000000';
const anyoneHere = policy(trusts({ AWS: account }, ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']));
const mayAssume = policy(allow(['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']));
const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;

async function opened() {
  const world = await openWorld();
  const iam = accountOf(world);
  return { world, iam, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

const denied = (who: string, action: string, role: string) => ({
  code: 'AccessDeniedException',
  message: `User: ${who} is not authorized to perform: ${action} on resource: ${roleArn(role)}`,
});

suite('AssumeRole is refused', () => {
  test('to a user whose policies do not allow it, where the role trusts the account only', async () => {
    await using it = await opened();
    await it.iam.role('reader', { trust: anyoneHere });
    const principal = await it.iam.user('ada');
    const asked = it.iam.sts('AssumeRole', { RoleArn: roleArn('reader'), RoleSessionName: 'one' }, { principal });
    await assert.rejects(asked, denied(principal.arn, 'sts:AssumeRole', 'reader'));
  });

  test('for a role that is not there, in the same words', async () => {
    await using it = await opened();
    const principal = await it.iam.user('ada', mayAssume);
    const asked = it.iam.sts('AssumeRole', { RoleArn: roleArn('nobody'), RoleSessionName: 'one' }, { principal });
    await assert.rejects(asked, denied(principal.arn, 'sts:AssumeRole', 'nobody'));
  });

  test('to a user whom the role does not trust, whatever the policies of the user allow', async () => {
    await using it = await opened();
    await it.iam.role('reader', { trust: policy(trusts({ Service: 'lambda.amazonaws.com' }, 'sts:AssumeRole')) });
    const principal = await it.iam.user('ada', mayAssume);
    const asked = it.iam.sts('AssumeRole', { RoleArn: roleArn('reader'), RoleSessionName: 'one' }, { principal });
    await assert.rejects(asked, denied(principal.arn, 'sts:AssumeRole', 'reader'));
  });

  test('to the root of the account', async () => {
    await using it = await opened();
    await it.iam.role('reader', { trust: anyoneHere });
    const asked = it.iam.sts(
      'AssumeRole',
      { RoleArn: roleArn('reader'), RoleSessionName: 'one' },
      { principal: it.iam.root },
    );
    await assert.rejects(asked, { code: 'AccessDenied', message: 'Roles may not be assumed by root accounts.' });
  });

  // ledger: AssumeRole.ExternalId honoured — the trust policy is asked with it
  test('without the external id that the role asks for', async () => {
    await using it = await opened();
    const condition = { StringEquals: { 'sts:ExternalId': 'secret-42' } };
    await it.iam.role('reader', { trust: policy(trusts({ AWS: account }, 'sts:AssumeRole', condition)) });
    const principal = await it.iam.user('ada', mayAssume);
    const input = { RoleArn: roleArn('reader'), RoleSessionName: 'one' };
    for (const ExternalId of [undefined, 'secret-43']) {
      await assert.rejects(
        it.iam.sts('AssumeRole', { ...input, ExternalId }, { principal }),
        denied(principal.arn, 'sts:AssumeRole', 'reader'),
      );
    }
    await it.iam.sts('AssumeRole', { ...input, ExternalId: 'secret-42' }, { principal });
  });

  test('with tags where tagging is not allowed', async () => {
    await using it = await opened();
    await it.iam.role('reader', { trust: policy(trusts({ AWS: account }, 'sts:AssumeRole')) });
    const principal = await it.iam.user('ada', mayAssume);
    const Tags = [{ Key: 'plan', Value: 'paid' }];
    const asked = it.iam.sts('AssumeRole', { RoleArn: roleArn('reader'), RoleSessionName: 'one', Tags }, { principal });
    await assert.rejects(asked, denied(principal.arn, 'sts:TagSession', 'reader'));
  });

  // ledger: AssumeRole.DurationSeconds honoured — held against the role's MaxSessionDuration, and an hour when chained
  test('for longer than the role allows', async () => {
    await using it = await opened();
    await it.iam.role('reader', { trust: anyoneHere, maxSessionDuration: 7_200 });
    const principal = await it.iam.user('ada', mayAssume);
    const input = { RoleArn: roleArn('reader'), RoleSessionName: 'one', DurationSeconds: 7_201 };
    await assert.rejects(it.iam.sts('AssumeRole', input, { principal }), {
      code: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });

  // ledger: AssumeRole.TokenCode refused — there are no MFA devices of IAM users
  test('with a code of an MFA device', async () => {
    await using it = await opened();
    await it.iam.role('reader', { trust: anyoneHere });
    const principal = await it.iam.user('ada', mayAssume);
    const input = {
      RoleArn: roleArn('reader'),
      RoleSessionName: 'one',
      SerialNumber: 'GAHT12345678',
      TokenCode: '123456',
    };
    await assert.rejects(it.iam.sts('AssumeRole', input, { principal }), {
      code: 'AccessDenied',
      message: /^MultiFactorAuthentication failed/,
    });
  });

  for (const [what, more, code] of [
    ['a session policy that cannot be read', { Policy: '{"Version":' }, 'MalformedPolicyDocument'],
    [
      'a session policy that is too large',
      { Policy: policy(allow(`s3:${'a'.repeat(2_100)}`)) },
      'PackedPolicyTooLarge',
    ],
    [
      'a managed policy that is not there',
      { PolicyArns: [{ arn: `arn:aws:iam::${account}:policy/none` }] },
      'ValidationError',
    ],
    ['a role ARN that is none', { RoleArn: `arn:aws:iam::${account}:user/ada` }, 'ValidationError'],
    [
      'two tags of one key',
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'A', Value: '2' },
        ],
      },
      'InvalidParameterValue',
    ],
    ['a transitive key without its tag', { TransitiveTagKeys: ['team'] }, 'InvalidParameterValue'],
  ] as const) {
    test(`with ${what}`, async () => {
      await using it = await opened();
      await it.iam.role('reader', { trust: anyoneHere });
      const principal = await it.iam.user('ada', mayAssume);
      const input = { RoleArn: roleArn('reader'), RoleSessionName: 'one', ...more } as never;
      await assert.rejects(it.iam.sts('AssumeRole', input, { principal }), { code });
    });
  }
});

suite('a session of a role', () => {
  test('is named by role and session, without the path of the role, and lasts an hour', async () => {
    await using it = await opened();
    const role = await it.iam.role('reader', { trust: anyoneHere, path: '/team/' });
    const principal = await it.iam.user('ada', mayAssume);
    const answer = await it.iam.sts('AssumeRole', { RoleArn: role.arn, RoleSessionName: 'one' }, { principal });
    assert.deepEqual(answer.AssumedRoleUser, {
      AssumedRoleId: `${role.id}:one`,
      Arn: `arn:aws:sts::${account}:assumed-role/reader/one`,
    });
    assert.equal(answer.PackedPolicySize, undefined);
    assert.match(answer.Credentials!.AccessKeyId!, /^ASIA[A-Z2-7]{16}$/);
    assert.equal(answer.Credentials!.Expiration!.getTime(), it.world.clock.now() + 3_600_000);
    const who = await it.iam.signedWith(answer.Credentials);
    const { UserId, Arn } = await it.iam.sts('GetCallerIdentity', {}, { principal: who });
    assert.deepEqual([UserId, Arn], [`${role.id}:one`, answer.AssumedRoleUser!.Arn]);
  });

  test('may be had by whom the trust policy names, without any policy of its own', async () => {
    await using it = await opened();
    const principal = await it.iam.user('ada');
    await it.iam.role('reader', { trust: policy(trusts({ AWS: principal.userId }, 'sts:AssumeRole')) });
    await it.iam.sts('AssumeRole', { RoleArn: roleArn('reader'), RoleSessionName: 'one' }, { principal });
  });

  test('has the rights of the role, narrowed by its own policies', async () => {
    await using it = await opened();
    await it.iam.role('reader', { trust: anyoneHere, policy: policy(allow('s3:*')) });
    const principal = await it.iam.user('ada', mayAssume);
    const { Credentials, PackedPolicySize } = await it.iam.sts(
      'AssumeRole',
      { RoleArn: roleArn('reader'), RoleSessionName: 'one', Policy: policy(allow('s3:GetObject')) },
      { principal },
    );
    assert.ok(PackedPolicySize! > 0);
    const caller = { principal: await it.iam.signedWith(Credentials), region: 'us-east-1' };
    const { access } = it.world.services;
    assert.equal((await access.decide(caller, 's3:GetObject', 'arn:aws:s3:::b/k')).allowed, true);
    await assert.rejects(access.require(caller, 's3:PutObject', 'arn:aws:s3:::b/k'), {
      message: `User: arn:aws:sts::${account}:assumed-role/reader/one is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::b/k because no session policy allows the s3:PutObject action`,
    });
  });

  test('that assumes another role lasts an hour at most, and hands its transitive tags on', async () => {
    await using it = await opened();
    await it.iam.role('first', { trust: anyoneHere, policy: mayAssume });
    const byTeam = policy(allow('s3:GetObject', 'arn:aws:s3:::b/${aws:PrincipalTag/team}/*'));
    await it.iam.role('second', {
      trust: anyoneHere,
      policy: byTeam,
      maxSessionDuration: 7_200,
      tags: { team: 'other' },
    });
    const { Credentials: first } = await it.iam.sts(
      'AssumeRole',
      {
        RoleArn: roleArn('first'),
        RoleSessionName: 'one',
        Tags: [
          { Key: 'Team', Value: 'red' },
          { Key: 'desk', Value: '7' },
        ],
        TransitiveTagKeys: ['Team'],
      },
      { principal: await it.iam.user('ada', mayAssume) },
    );
    const principal = await it.iam.signedWith(first);
    const second = { RoleArn: roleArn('second'), RoleSessionName: 'two' };
    await assert.rejects(it.iam.sts('AssumeRole', { ...second, DurationSeconds: 3_601 }, { principal }), {
      message: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    });
    await assert.rejects(
      it.iam.sts('AssumeRole', { ...second, Tags: [{ Key: 'TEAM', Value: 'blue' }] }, { principal }),
      { code: 'InvalidParameterValue', message: /conflicts with a transitive tag key from the calling session\.$/ },
    );
    const { Credentials } = await it.iam.sts('AssumeRole', second, { principal });
    const caller = { principal: await it.iam.signedWith(Credentials), region: 'us-east-1' };
    assert.deepEqual(caller.principal!.session!.tags, { Team: 'red' });
    const may = async (key: string) =>
      (await it.world.services.access.decide(caller, 's3:GetObject', `arn:aws:s3:::b/${key}`)).allowed;
    assert.deepEqual([await may('red/x'), await may('other/x')], [true, false]);
  });

  test('keeps the source identity it began with', async () => {
    await using it = await opened();
    await it.iam.role('first', { trust: anyoneHere, policy: mayAssume });
    await it.iam.role('second', { trust: anyoneHere });
    const { Credentials, SourceIdentity } = await it.iam.sts(
      'AssumeRole',
      { RoleArn: roleArn('first'), RoleSessionName: 'one', SourceIdentity: 'ada' },
      { principal: await it.iam.user('ada', mayAssume) },
    );
    assert.equal(SourceIdentity, 'ada');
    const principal = await it.iam.signedWith(Credentials);
    const second = { RoleArn: roleArn('second'), RoleSessionName: 'two' };
    await assert.rejects(
      it.iam.sts('AssumeRole', { ...second, SourceIdentity: 'eve' }, { principal }),
      denied(principal!.arn, 'sts:SetSourceIdentity', 'second'),
    );
    assert.equal((await it.iam.sts('AssumeRole', second, { principal })).SourceIdentity, 'ada');
  });
});

suite('the key of a session is worth nothing', () => {
  async function session(it: Awaited<ReturnType<typeof opened>>) {
    const role = await it.iam.role('reader', { trust: anyoneHere, policy: policy(allow('s3:*')) });
    const { Credentials } = await it.iam.sts(
      'AssumeRole',
      { RoleArn: roleArn('reader'), RoleSessionName: 'one' },
      { principal: await it.iam.user('ada', mayAssume) },
    );
    return { role, credentials: Credentials as { AccessKeyId: string; SessionToken: string } };
  }

  test('without its token, with an altered one and with that of another session', async () => {
    await using it = await opened();
    const { credentials } = await session(it);
    const { AccessKeyId, SessionToken } = credentials;
    assert.ok(await it.iam.signedWith(credentials));
    assert.equal(await it.iam.signedWith({ AccessKeyId }), undefined);
    const altered = SessionToken.slice(0, -6) + (SessionToken.at(-6) === 'A' ? 'B' : 'A') + SessionToken.slice(-5);
    assert.equal(await it.iam.signedWith({ AccessKeyId, SessionToken: altered }), undefined);
    const other = await it.iam.sts('GetSessionToken', {}, { principal: it.iam.root });
    assert.equal(await it.iam.signedWith({ AccessKeyId, SessionToken: other.Credentials!.SessionToken! }), undefined);
  });

  test('once its role is deleted, also when one of the same name is made', async () => {
    await using it = await opened();
    const { role, credentials } = await session(it);
    await it.world.store.write(async ({ iam }) => {
      await iam.changing();
      await iam.roles.delete(role.id);
    });
    it.world.services.iam.forget();
    assert.equal(await it.iam.signedWith(credentials), undefined);
    await it.iam.role('reader', { trust: anyoneHere });
    assert.equal(await it.iam.signedWith(credentials), undefined);
  });

  test('once the sessions of the role are revoked, while later ones are good', async () => {
    await using it = await opened();
    const { role, credentials } = await session(it);
    const { RoleArn } = await revokeSessions({ RoleName: role.name }, it.world.services);
    assert.equal(RoleArn, role.arn);
    assert.equal(await it.iam.signedWith(credentials), undefined);
    it.world.clock.advance(1);
    const principal = await it.iam.user('bob', mayAssume);
    const later = await it.iam.sts('AssumeRole', { RoleArn: role.arn, RoleSessionName: 'one' }, { principal });
    assert.ok(await it.iam.signedWith(later.Credentials));
  });

  test('where a policy of the role denies sessions that began too early, as AWS revokes them', async () => {
    await using it = await opened();
    const { role, credentials } = await session(it);
    const caller = { principal: await it.iam.signedWith(credentials), region: 'us-east-1' };
    const before = new Date(it.world.clock.now() + 1_000).toISOString();
    await it.world.store.write(async ({ iam }) => {
      await iam.changing();
      const document = policy({
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { DateLessThan: { 'aws:TokenIssueTime': before } },
      });
      await iam.inlinePolicies.put(role.id, { name: 'AWSRevokeOlderSessions', document });
    });
    it.world.services.iam.forget();
    const { because } = await it.world.services.access.decide(caller, 's3:GetObject', 'arn:aws:s3:::b/k');
    assert.equal(because, 'with an explicit deny in an identity-based policy');
  });
});
