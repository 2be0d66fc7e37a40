import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { userPoolsModel } from '#contract/model.ts';
import { operations } from '#operations/user-pools/operations.gen.ts';
import { allCases } from './all-cases.ts';
import type { OperationCases } from './cases.ts';
import { openScene, type Name, type Scene } from './scene.ts';
import { sharedRefusalsOf } from './shared-refusals.ts';

const exceptions = { ...sdk } as unknown as Record<string, new (...options: never[]) => Error>;
type AnyCases = OperationCases<'ListUsers'>;

/** Holds that a call fails with the SDK's own class for this error, and with AWS's words. */
async function refused(call: Promise<unknown>, error: string, message: string): Promise<void> {
  const Exception = exceptions[`${error}Exception`]!;
  const words = new RegExp(`^${RegExp.escape(message).replaceAll(RegExp.escape('*'), '.*')}$`, 's');
  await assert.rejects(call, (thrown: Error) => {
    assert.ok(thrown instanceof Exception, `${thrown.name}: ${thrown.message}`);
    assert.match(thrown.message, words);
    return true;
  });
}

function operation(name: Name, { succeeds, answers, refuses = {}, never = {} }: AnyCases, scene: () => Scene): void {
  let prepared: ReturnType<typeof succeeds> | undefined;
  const input = () => (prepared ??= succeeds(scene()));
  const { auth } = userPoolsModel.operations[name]!;

  if (!never['succeeds']) {
    test(`${name} succeeds`, async () => {
      const given = await input();
      const answer = await scene().send(name, given);
      await answers?.(answer as never, scene(), given);
    });
  }
  for (const { error, message, change } of sharedRefusalsOf(name)) {
    test(`${name} answers ${error}: ${message}`, async () => {
      const changed = { ...(await input()), ...(await change(scene())) };
      await refused(scene().send(name, changed), error, message);
    });
  }
  for (const [error, provoked] of Object.entries(refuses)) {
    for (const [message, prepare] of Object.entries(provoked)) {
      test(`${name} answers ${error}: ${message}`, async () => {
        await refused(scene().send(name, await prepare(scene())), error, message);
      });
    }
  }
  if (auth === 'sigv4') {
    test(`${name} is denied to a key that no policy allows it`, async () => {
      const denied = `User: arn:aws:iam::*:user/stranger is not authorized to perform: cognito-idp:${name} on resource: *`;
      await refused(scene().sendAsStranger(name, await input()), 'AccessDenied', denied);
    });
  }
}

for (const engine of ['sqlite', 'postgres'] as const) {
  suite(`the AWS SDK on ${engine}`, { concurrency: 12 }, () => {
    let scene: Scene;
    before(async () => {
      scene = await openScene(engine);
    });
    after(() => scene[Symbol.asyncDispose]());

    for (const [name, cases] of Object.entries(allCases)) operation(name as Name, cases as never, () => scene);

    for (const name of Object.keys(userPoolsModel.operations).filter((one) => !(one in operations))) {
      test(`${name} says that it is not built yet`, async () => {
        await assert.rejects(scene.send(name as Name, {} as never), (thrown: Error) => {
          assert.ok(thrown instanceof sdk.CognitoIdentityProviderServiceException);
          assert.equal(thrown.name, 'NotImplementedException');
          assert.equal(thrown.message, `${name} is not built yet. See docs/reference/operations.md for what is.`);
          return true;
        });
      });
    }
  });
}
