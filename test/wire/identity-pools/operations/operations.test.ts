import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import * as sdk from '@aws-sdk/client-cognito-identity';
import { identityPoolsModel } from '#contract/model.ts';
import { allCases } from './all-cases.ts';
import type { OperationCases } from './cases.ts';
import { openScene, type Name, type Scene } from './scene.ts';
import { sharedRefusalsOf } from './shared-refusals.ts';

const exceptions = { ...sdk } as unknown as Record<string, (new (...options: never[]) => Error) | undefined>;

/** Holds that a call fails with the SDK's own class for this error, where it has one, and with AWS's words. */
async function refused(call: Promise<unknown>, error: string, message: string): Promise<void> {
  const Exception = exceptions[`${error}Exception`] ?? sdk.CognitoIdentityServiceException;
  const words = new RegExp(`^${RegExp.escape(message).replaceAll(RegExp.escape('*'), '.*')}$`, 's');
  await assert.rejects(call, (thrown: Error) => {
    assert.equal(thrown.name, `${error}Exception`, thrown.message);
    assert.ok(thrown instanceof Exception);
    assert.match(thrown.message, words);
    return true;
  });
}

function operation(name: Name, cases: OperationCases<'GetId'>, scene: () => Scene): void {
  let prepared: ReturnType<typeof cases.succeeds> | undefined;
  const input = () => (prepared ??= cases.succeeds(scene()));
  const { auth } = identityPoolsModel.operations[name]!;

  test(`${name} succeeds`, async () => {
    const given = await input();
    await cases.answers((await scene().send(name, given)) as never, scene(), given);
  });
  for (const { error, message, change } of sharedRefusalsOf(name)) {
    test(`${name} answers ${error}: ${message}`, async () => {
      await refused(scene().send(name, { ...(await input()), ...change }), error, message);
    });
  }
  for (const [error, provoked] of Object.entries(cases.refuses ?? {})) {
    for (const [message, prepare] of Object.entries(provoked)) {
      test(`${name} answers ${error}: ${message}`, async () => {
        await refused(scene().send(name, await prepare(scene())), error, message);
      });
    }
  }
  if (auth === 'sigv4') {
    test(`${name} is denied to a key that no policy allows it`, async () => {
      const denied = `User: arn:aws:iam::*:user/stranger is not authorized to perform: cognito-identity:${name} on resource: * because no identity-based policy allows the cognito-identity:${name} action`;
      await refused(scene().sendAsStranger(name, await input()), 'AccessDenied', denied);
    });
  } else {
    test(`${name} needs no key, and does not ask whose it is`, async () => {
      await scene().sendAsStranger(name, await cases.succeeds(scene()));
    });
  }
}

for (const engine of ['sqlite', 'postgres'] as const) {
  suite(`identity pools through the AWS SDK on ${engine}`, { concurrency: 8 }, () => {
    let scene: Scene;
    before(async () => {
      scene = await openScene(engine);
    });
    after(() => scene[Symbol.asyncDispose]());

    for (const [name, cases] of Object.entries(allCases)) operation(name as Name, cases as never, () => scene);
  });
}
