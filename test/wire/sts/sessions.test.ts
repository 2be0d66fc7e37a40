import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { allow, policy, trusts } from '../../support/account.ts';
import { altered } from '../../support/altered.ts';
import { account, keysOf, mayAssume, openScene, type Scene } from './scene.ts';

const anyoneHere = policy(trusts({ AWS: account }, ['sts:AssumeRole', 'sts:TagSession']));

async function sessionOf(scene: Scene, document = policy(allow('iam:GetRole'))) {
  const ada = await scene.user('ada', mayAssume);
  const RoleArn = await scene.role('reader', anyoneHere, document);
  const { Credentials } = await scene.sts(ada).assumeRole({ RoleArn, RoleSessionName: 'one' });
  return { ada, RoleArn, keys: keysOf(Credentials) };
}

suite('over the wire, the key of a session', () => {
  test('is that of its role, and does what the role may and nothing else', async () => {
    await using scene = await openScene();
    const { keys } = await sessionOf(scene);
    const { Arn, Account, UserId } = await scene.sts(keys).getCallerIdentity({});
    assert.equal(Arn, `arn:aws:sts::${account}:assumed-role/reader/one`);
    assert.equal(Account, account);
    assert.match(UserId!, /^AROA[A-Z2-7]{17}:one$/);
    const iam = scene.iamOf(keys);
    assert.equal((await iam.getRole({ RoleName: 'reader' })).Role!.RoleName, 'reader');
    await assert.rejects(iam.deleteRole({ RoleName: 'reader' }), {
      name: 'AccessDenied',
      message: `User: ${Arn} is not authorized to perform: iam:DeleteRole on resource: arn:aws:iam::${account}:role/reader because no identity-based policy allows the iam:DeleteRole action`,
    });
  });

  const invalid = { name: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.' };
  test('is refused without its token, with an altered one, and with that of another session', async () => {
    await using scene = await openScene();
    const { ada, keys, RoleArn } = await sessionOf(scene);
    const other = keysOf((await scene.sts(ada).assumeRole({ RoleArn, RoleSessionName: 'two' })).Credentials);
    const { accessKeyId, secretAccessKey, sessionToken } = keys;
    for (const wrong of [
      { accessKeyId, secretAccessKey },
      { ...keys, sessionToken: altered(sessionToken) },
      { ...keys, sessionToken: other.sessionToken },
      { ...keys, accessKeyId: other.accessKeyId },
      { ...ada, sessionToken },
    ]) {
      await assert.rejects(scene.sts(wrong).getCallerIdentity({}), invalid);
    }
    await assert.rejects(scene.sts({ ...keys, secretAccessKey: 'x'.repeat(40) }).getCallerIdentity({}), {
      name: 'SignatureDoesNotMatch',
    });
    await scene.sts(keys).getCallerIdentity({});
  });

  test('is refused once its time is over', async () => {
    await using scene = await openScene();
    const { keys } = await sessionOf(scene);
    await scene.server.advanceClock('59m');
    await scene.sts(keys).getCallerIdentity({});
    await scene.server.advanceClock('1m');
    await assert.rejects(scene.sts(keys).getCallerIdentity({}), {
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
  });

  test('is refused once its role is deleted, also when another one has its name', async () => {
    await using scene = await openScene();
    const { keys } = await sessionOf(scene);
    await scene.iam.deleteRolePolicy({ RoleName: 'reader', PolicyName: 'rights' });
    await scene.iam.deleteRole({ RoleName: 'reader' });
    await assert.rejects(scene.sts(keys).getCallerIdentity({}), invalid);
    await scene.role('reader', anyoneHere);
    await assert.rejects(scene.sts(keys).getCallerIdentity({}), invalid);
  });

  test('is worth nothing where the role denies older sessions, as AWS revokes them; a later one is good', async () => {
    await using scene = await openScene();
    const { ada, RoleArn, keys } = await sessionOf(scene);
    await scene.server.advanceClock('1m');
    const cut = new Date(Date.now() + 60_000).toISOString();
    const PolicyDocument = policy({
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { DateLessThan: { 'aws:TokenIssueTime': cut } },
    });
    await scene.iam.putRolePolicy({ RoleName: 'reader', PolicyName: 'AWSRevokeOlderSessions', PolicyDocument });
    await assert.rejects(scene.iamOf(keys).getRole({ RoleName: 'reader' }), {
      name: 'AccessDenied',
      message: /with an explicit deny in an identity-based policy$/,
    });
    await scene.server.advanceClock('1m');
    const later = keysOf((await scene.sts(ada).assumeRole({ RoleArn, RoleSessionName: 'two' })).Credentials);
    await scene.iamOf(later).getRole({ RoleName: 'reader' });
  });
});

suite('over the wire, a key that lasts', () => {
  test('is refused while it is switched off', async () => {
    await using scene = await openScene();
    const ada = await scene.user('ada');
    await scene.sts(ada).getCallerIdentity({});
    await scene.iam.updateAccessKey({ UserName: 'ada', AccessKeyId: ada.accessKeyId, Status: 'Inactive' });
    await assert.rejects(scene.sts(ada).getCallerIdentity({}), { name: 'InvalidClientTokenId' });
    await scene.iam.updateAccessKey({ UserName: 'ada', AccessKeyId: ada.accessKeyId, Status: 'Active' });
    await scene.sts(ada).getCallerIdentity({});
  });

  test('is refused once it is deleted', async () => {
    await using scene = await openScene();
    const ada = await scene.user('ada');
    await scene.iam.deleteAccessKey({ UserName: 'ada', AccessKeyId: ada.accessKeyId });
    await assert.rejects(scene.sts(ada).getCallerIdentity({}), { name: 'InvalidClientTokenId' });
  });

  test('is refused from a clock that is more than five minutes wrong, and SDKs correct it by the answer', async () => {
    await using scene = await openScene();
    for (const [systemClockOffset, message] of [
      [-6 * 60_000, /^Signature expired: \d{8}T\d{6}Z is now earlier than /],
      [6 * 60_000, /^Signature not yet current: \d{8}T\d{6}Z is still later than /],
    ] as const) {
      const skewed = scene.sts(scene.server.credentials, { systemClockOffset });
      await assert.rejects(skewed.getCallerIdentity({}), { name: 'SignatureDoesNotMatch', message });
      // The answer's Date told the client how wrong its clock is.
      await skewed.getCallerIdentity({});
    }
  });
});

suite('over the wire, a session of GetSessionToken', () => {
  test('is the user, and good for neither IAM nor another session', async () => {
    await using scene = await openScene();
    const ada = await scene.user('ada', policy(allow('*')));
    await scene.role('reader', anyoneHere);
    const answer = await scene.sts(ada).getSessionToken({});
    const keys = keysOf(answer.Credentials);
    const life = answer.Credentials!.Expiration!.getTime() - Date.now();
    assert.ok(life > 43_190_000 && life <= 43_200_000);
    const sts = scene.sts(keys);
    assert.equal((await sts.getCallerIdentity({})).Arn, `arn:aws:iam::${account}:user/ada`);
    await sts.assumeRole({ RoleArn: `arn:aws:iam::${account}:role/reader`, RoleSessionName: 'one' });
    await assert.rejects(scene.iamOf(keys).listRoles({}), { name: 'InvalidClientTokenId' });
    await assert.rejects(sts.getSessionToken({}), {
      name: 'AccessDenied',
      message: 'Cannot call GetSessionToken with session credentials',
    });
    await scene.iam.deleteUserPolicy({ UserName: 'ada', PolicyName: 'rights' });
    await scene.iam.deleteAccessKey({ UserName: 'ada', AccessKeyId: ada.accessKeyId });
    await scene.iam.deleteUser({ UserName: 'ada' });
    await assert.rejects(sts.getCallerIdentity({}), { name: 'InvalidClientTokenId' });
  });
});
