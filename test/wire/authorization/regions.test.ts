import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { identityPoolsModel, userPoolsModel } from '#contract/model.ts';
import { allow, policy } from '../../support/account.ts';
import { openScene } from '../sts/scene.ts';
import { clientsOf, codeOf } from './clients.ts';
import { account, operationsOf } from './what-is-asked.ts';

/** Enough for an operation to come as far as the pool. */
const more: Readonly<Record<string, unknown>> = {
  MaxResults: 1,
  Username: 'ada',
  GroupName: 'readers',
  ClientId: 'aaaaaaaaaaaaaaaaaaaaaaaaaa',
  Roles: {},
  IdentityPoolName: 'renamed',
  AllowUnauthenticatedIdentities: true,
  IdentityProviderName: 'graph.facebook.com',
};

suite('whoever may do everything with the pools of another region', () => {
  for (const [model, member, create] of [
    [userPoolsModel, 'UserPoolId', { name: 'CreateUserPool', input: { PoolName: 'here' } }],
    [
      identityPoolsModel,
      'IdentityPoolId',
      { name: 'CreateIdentityPool', input: { IdentityPoolName: 'here', AllowUnauthenticatedIdentities: true } },
    ],
  ] as const) {
    test(`does nothing with one of this, signing for theirs: ${model.service}`, async () => {
      await using scene = await openScene();
      using root = clientsOf(scene.server.url, scene.server.credentials);
      const made = (await root.of(model).call(create.name, create.input)) as Record<string, unknown>;
      const id = String((made['UserPool'] as { Id?: string } | undefined)?.Id ?? made['IdentityPoolId']);
      const theirs = [`arn:aws:${model.service}:eu-west-1:${account}:*`];
      const keys = await scene.user('ada', policy(allow(`${model.service}:*`, theirs as never)));
      using clients = clientsOf(scene.server.url, keys, 'eu-west-1');
      const asked: string[] = [];
      for (const name of operationsOf(model, true)) {
        const members = model.shapes[model.operations[name]!.input]!.members ?? {};
        if (!Object.hasOwn(members, member)) continue;
        const known = Object.entries(more).filter(([key]) => Object.hasOwn(members, key));
        const [code, , message] = await codeOf(
          clients.of(model).call(name, { [member]: id, ...Object.fromEntries(known) }),
        );
        assert.match(
          String(code),
          /^(?:ResourceNotFound|InvalidParameter|Validation|AccessDenied|NotImplemented)/,
          `${name}: ${message}`,
        );
        if (code === 'ResourceNotFoundException') asked.push(name);
      }
      assert.ok(asked.length > 5, asked.join());
      assert.deepEqual(await codeOf(root.of(model).call(`Describe${member.slice(0, -2)}`, { [member]: id })), []);
    });
  }
});
