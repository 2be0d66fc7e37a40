import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import * as sdk from '@aws-sdk/client-iam';
import { allCases } from './all-cases.ts';
import type { OperationCases } from './cases.ts';
import { openScene, type Name, type Scene } from './scene.ts';
import { sharedRefusalsOf } from './shared-refusals.ts';

const exceptions = { ...sdk } as unknown as Record<string, new (...options: never[]) => Error>;
type AnyCases = OperationCases<'ListUsers'>;

const statuses: Readonly<Record<string, number>> = {
  NoSuchEntity: 404,
  EntityAlreadyExists: 409,
  DeleteConflict: 409,
  LimitExceeded: 409,
};

/** Holds that a call fails with the SDK's own class for this error, with AWS's status and with AWS's words. */
async function refused(call: Promise<unknown>, error: string, message: string): Promise<void> {
  const Exception = exceptions[`${error}Exception`]!;
  const words = new RegExp(`^${RegExp.escape(message).replaceAll(RegExp.escape('*'), '.*')}$`, 's');
  await assert.rejects(call, (thrown: Error & { $metadata: { httpStatusCode: number } }) => {
    assert.ok(thrown instanceof Exception, `${thrown.name}: ${thrown.message}`);
    assert.match(thrown.message, words);
    assert.equal(thrown.$metadata.httpStatusCode, statuses[error] ?? 400);
    return true;
  });
}

function operation(name: Name, { succeeds, answers, refuses = {} }: AnyCases, scene: () => Scene): void {
  test(`${name} succeeds`, async () => {
    const input = await succeeds(scene());
    await answers((await scene().send(name, input)) as never, scene(), input);
  });
  for (const { error, message, change } of sharedRefusalsOf(name)) {
    test(`${name} answers ${error}: ${message}`, async () => {
      const prepared = async () => ({ ...(await succeeds(scene())) });
      const changed = { ...(await prepared()), ...(await change(scene(), prepared, name)) };
      await refused(scene().send(name, changed as never), error, message);
    });
  }
  for (const [error, provoked] of Object.entries(refuses)) {
    for (const [message, prepare] of Object.entries(provoked)) {
      test(`${name} answers ${error}: ${message}`, async () => {
        await refused(scene().send(name, await prepare(scene())), error, message);
      });
    }
  }
  test(`${name} is denied to a key that no policy allows it`, async () => {
    await assert.rejects(scene().sendAsStranger(name, await succeeds(scene())), {
      name: 'AccessDenied',
      message: new RegExp(
        `^User: arn:aws:iam::0{12}:user/stranger is not authorized to perform: iam:${name} on resource: `,
      ),
    });
  });
}

for (const engine of ['sqlite', 'postgres'] as const) {
  suite(`IAM through the AWS SDK on ${engine}`, () => {
    let scene: Scene;
    before(async () => {
      scene = await openScene(engine);
    });
    after(() => scene[Symbol.asyncDispose]());

    for (const [name, cases] of Object.entries(allCases)) operation(name as Name, cases as never, () => scene);
  });
}
