import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { ServiceModel } from '#contract/model.ts';
import { allow, policy } from '../../support/account.ts';
import { keysOf, openScene, type Scene } from '../sts/scene.ts';
import { type AnyClient, clientsOf, codeOf } from './clients.ts';
import { account, askingFor, models, open, operationsOf } from './what-is-asked.ts';

const arn = `arn:aws:iam::${account}:user/caller`;

suite('every signed operation of every service', () => {
  let scene: Scene;
  let client: (model: ServiceModel) => AnyClient;
  const disposed = new AsyncDisposableStack();
  before(async () => {
    scene = disposed.use(await openScene());
    client = disposed.use(clientsOf(scene.server.url, await scene.user('caller'))).of;
  });
  after(() => disposed.disposeAsync());

  const may = async (document: string | undefined) => {
    const named = { UserName: 'caller', PolicyName: 'rights' };
    if (document) await scene.iam.putUserPolicy({ ...named, PolicyDocument: document });
    else await scene.iam.deleteUserPolicy(named).catch(() => undefined);
  };

  test('has its permission and its resource written down here', () => {
    const forgotten = models.flatMap((model) =>
      operationsOf(model, true)
        .filter((name) => !open.has(`${model.service}:${name}`) && !askingFor(model, name))
        .map((name) => `${model.service}:${name}`),
    );
    assert.deepEqual(forgotten, []);
  });

  for (const model of models) {
    const signed = operationsOf(model, true).filter((name) => !open.has(`${model.service}:${name}`));
    const denied = model.service.startsWith('cognito') ? ['AccessDeniedException', 400] : ['AccessDenied', 403];

    for (const name of signed) {
      test(`${model.service}:${name} is refused without permission and by a deny, and let through with just that`, async () => {
        const { input, resource } = askingFor(model, name)!;
        const action = `${model.service}:${name}`;
        const refusal = `User: ${arn} is not authorized to perform: ${action} on resource: ${resource}`;
        // STS tells why only where something denies.
        const why = action === 'sts:AssumeRole' ? '' : ` because no identity-based policy allows the ${action} action`;
        // What is no ARN can be written in no policy: only * reaches it.
        const [reached, other] = resource.startsWith('arn:')
          ? [resource, `${resource.slice(0, -1)}!`]
          : ['*', `arn:aws:${model.service}:us-east-1:${account}:*`];
        const call = () => client(model).call(name, input);

        await may(undefined);
        assert.deepEqual(await codeOf(call()), [...denied, refusal + why]);

        await may(policy(allow(action, reached)));
        // Nothing of it exists, so what is let through fails later; taking on a role that is not there, in the same words.
        if (action !== 'sts:AssumeRole') assert.notEqual((await codeOf(call()))[0], denied[0]);

        // No other action is enough, and no other resource.
        await may(policy(allow(`${action}s`), allow(action, other)));
        assert.deepEqual(await codeOf(call()), [...denied, refusal + why]);

        await may(policy(allow('*'), { ...allow(action, reached), Effect: 'Deny' }));
        if (action === 'sts:AssumeRole') return;
        assert.deepEqual(await codeOf(call()), [
          ...denied,
          `${refusal} with an explicit deny in an identity-based policy`,
        ]);
      });
    }
  }

  test('sts:GetCallerIdentity and sts:GetSessionToken are answered under a deny of everything', async () => {
    await may(policy({ ...allow('*'), Effect: 'Deny' }));
    const sts = models.find(({ service }) => service === 'sts')!;
    for (const name of operationsOf(sts, true).filter((one) => open.has(`sts:${one}`))) {
      await client(sts).call(name, {});
    }
  });
});

suite('the account’s root', () => {
  test('may do everything but take on a role, and IAM not with a session of GetSessionToken', async () => {
    await using scene = await openScene();
    const { credentials } = scene.server;
    const { Credentials } = await scene.sts(credentials).getSessionToken({});
    using lasting = clientsOf(scene.server.url, credentials);
    using session = clientsOf(scene.server.url, keysOf(Credentials));
    for (const model of models) {
      for (const name of operationsOf(model, true)) {
        const { input } = askingFor(model, name) ?? { input: {} };
        if (name === 'AssumeRole') {
          const [code, , message] = await codeOf(lasting.of(model).call(name, input));
          assert.deepEqual([code, message], ['AccessDenied', 'Roles may not be assumed by root accounts.']);
          continue;
        }
        const [code, , message] = await codeOf(lasting.of(model).call(name, input));
        assert.ok(!String(code).startsWith('AccessDenied'), `${name}: ${message}`);
        if (model.service === 'iam') {
          assert.equal((await codeOf(session.of(model).call(name, input)))[0], 'InvalidClientTokenId', name);
        }
      }
    }
  });
});

suite('operations that are not signed', () => {
  test('ask nobody’s policies, whoever sends them', async () => {
    await using scene = await openScene();
    const denied = policy({ ...allow('*'), Effect: 'Deny' });
    using clients = clientsOf(scene.server.url, await scene.user('caller', denied));
    for (const model of models) {
      for (const name of operationsOf(model, false)) {
        const [code, , message] = await codeOf(clients.of(model).call(name, {}));
        assert.ok(!/AccessDenied|MissingAuthenticationToken/.test(String(code)), `${name}: ${code}: ${message}`);
      }
    }
  });
});
