import assert from 'node:assert/strict';
import type { Iam } from '#contract/aws.ts';
import type { Cases, OperationCases } from './cases.ts';
import { administrator, reading, type Name, type Scene } from './scene.ts';

type Kind = 'Role' | 'User' | 'Group';
type Owner = Readonly<Record<string, string>>;

const PolicyName = 'rights';

/** The seven operations on the policies of users, groups and roles, which differ in the name of the owner only. */
function heldBy(kind: Kind): Cases {
  const owner = async (scene: Scene): Promise<Owner> => ({
    [`${kind}Name`]: await { Role: scene.role, User: scene.user, Group: scene.group }[kind](),
  });
  // All three have the same members but for the owner's name; those of roles stand for them.
  const send = <Op extends Name>(scene: Scene, name: string, input: object) =>
    scene.send(name as Op, input as Iam[Op]['input']);
  const inline = async (scene: Scene) => {
    const input = { ...(await owner(scene)), PolicyName };
    await send<'PutRolePolicy'>(scene, `Put${kind}Policy`, { ...input, PolicyDocument: reading });
    return input;
  };
  const attached = async (scene: Scene) => {
    const input = { ...(await owner(scene)), PolicyArn: await scene.policy() };
    await send<'AttachRolePolicy'>(scene, `Attach${kind}Policy`, input);
    return input;
  };
  const inlineNames = async (scene: Scene, input: object) =>
    (await send<'ListRolePolicies'>(scene, `List${kind}Policies`, input)).PolicyNames;
  const attachedArns = async (scene: Scene, input: object) =>
    (await send<'ListAttachedRolePolicies'>(scene, `ListAttached${kind}Policies`, input)).AttachedPolicies!.map(
      ({ PolicyArn }) => PolicyArn,
    );
  const notAttached = `Policy ${administrator} was not found.`;

  const cases: Readonly<Record<string, OperationCases<never>>> = {
    [`Put${kind}Policy`]: {
      succeeds: async (scene) => ({ ...(await owner(scene)), PolicyName, PolicyDocument: reading }) as never,
      answers: async (_, scene, input) => assert.deepEqual(await inlineNames(scene, input), [PolicyName]),
    },
    [`Get${kind}Policy`]: {
      succeeds: async (scene) => (await inline(scene)) as never,
      answers(answer, _, input) {
        const { $metadata: _metadata, PolicyDocument, ...rest } = answer as Record<string, string>;
        assert.deepEqual(rest, input);
        assert.match(PolicyDocument!, /^%7B/);
        assert.equal(decodeURIComponent(PolicyDocument!), reading);
      },
    },
    [`List${kind}Policies`]: {
      succeeds: async (scene) => (await owner(scene)) as never,
      answers(answer) {
        const { PolicyNames, IsTruncated } = answer as Iam['ListRolePolicies']['output'];
        assert.deepEqual([PolicyNames, IsTruncated], [[], false]);
      },
    },
    [`Delete${kind}Policy`]: {
      succeeds: async (scene) => (await inline(scene)) as never,
      answers: async (_, scene, input) => assert.deepEqual(await inlineNames(scene, input), []),
    },
    [`Attach${kind}Policy`]: {
      succeeds: async (scene) => ({ ...(await owner(scene)), PolicyArn: administrator }) as never,
      answers: async (_, scene, input) => assert.deepEqual(await attachedArns(scene, input), [administrator]),
    },
    [`ListAttached${kind}Policies`]: {
      succeeds: async (scene) => {
        const { PolicyArn: _, ...input } = await attached(scene);
        return { ...input, MaxItems: 1 } as never;
      },
      answers(answer) {
        const { AttachedPolicies, IsTruncated, Marker } = answer as Iam['ListAttachedRolePolicies']['output'];
        const [{ PolicyName: name, PolicyArn } = {}] = AttachedPolicies!;
        assert.equal(PolicyArn!.split('/').at(-1), name);
        assert.deepEqual([AttachedPolicies!.length, IsTruncated, Marker], [1, false, undefined]);
      },
    },
    [`Detach${kind}Policy`]: {
      succeeds: async (scene) => (await attached(scene)) as never,
      answers: async (_, scene, input) => assert.deepEqual(await attachedArns(scene, input), []),
      refuses: {
        NoSuchEntity: {
          [notAttached]: async (scene) => ({ ...(await owner(scene)), PolicyArn: administrator }) as never,
        },
      },
    },
  };
  return cases as Cases;
}

export const heldPolicyCases: Cases = { ...heldBy('Role'), ...heldBy('User'), ...heldBy('Group') };
