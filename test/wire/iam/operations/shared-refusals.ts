import { iamModel } from '#contract/model.ts';
import { administrator, arn, long, type Name, type Scene } from './scene.ts';

type Input = Readonly<Record<string, unknown>>;

/** How every operation that takes a certain member refuses a bad one. */
interface SharedRefusal {
  /** The operations are those that take this member and declare this error. */
  readonly member: string;
  readonly only?: RegExp;
  readonly except?: RegExp;
  readonly error: string;
  /** `*` stands for what differs from call to call. */
  readonly message: string;
  /** What is wrong with the input; `succeeds` makes that of a call that would succeed. */
  readonly change: (scene: Scene, succeeds: () => Promise<Input>, name: Name) => Input | Promise<Input>;
}

const noPolicy = arn('policy/none');
const noOidc = arn('oidc-provider/none.example.com');
const noSaml = arn('saml-provider/none');
const noKey = 'AKIAAAAAAAAAAAAAAAAA';
const missing = (kind: string) => `The ${kind} with name none cannot be found.`;
const twice = 'Duplicate tag keys found. Please note that Tag keys are case insensitive.';

const sharedRefusals: readonly SharedRefusal[] = [
  ...(['Role', 'User', 'Group'] as const).map((kind) => ({
    member: `${kind}Name`,
    except: /^Create(?:Role|User|Group)$/,
    error: 'NoSuchEntity',
    message: missing(kind.toLowerCase()),
    change: () => ({ [`${kind}Name`]: 'none' }),
  })),
  {
    member: 'PolicyName',
    only: /^(?:Get|Delete)/,
    error: 'NoSuchEntity',
    message: 'The * policy with name none cannot be found.',
    change: () => ({ PolicyName: 'none' }),
  },
  {
    member: 'PolicyArn',
    except: /^Attach/,
    error: 'NoSuchEntity',
    message: `Policy ${noPolicy} was not found.`,
    change: () => ({ PolicyArn: noPolicy }),
  },
  {
    member: 'PolicyArn',
    only: /^Attach/,
    error: 'NoSuchEntity',
    message: `Policy ${noPolicy} does not exist or is not attachable.`,
    change: () => ({ PolicyArn: noPolicy }),
  },
  {
    member: 'PolicyArn',
    only: /^(?:Create|Delete|SetDefault|Tag|Untag)/,
    error: 'InvalidInput',
    message: `Policy ${administrator} is outside your own account.`,
    change: () => ({ PolicyArn: administrator }),
  },
  {
    member: 'VersionId',
    error: 'NoSuchEntity',
    message: 'Policy * version v99 does not exist or is not attachable.',
    change: () => ({ VersionId: 'v99' }),
  },
  {
    member: 'PermissionsBoundary',
    error: 'NoSuchEntity',
    message: `Scope ARN: ${noPolicy} does not exist or is not attachable.`,
    change: () => ({ PermissionsBoundary: noPolicy }),
  },
  {
    member: 'OpenIDConnectProviderArn',
    except: /^Delete/,
    error: 'NoSuchEntity',
    message: `OpenIDConnect Provider not found for arn ${noOidc}`,
    change: () => ({ OpenIDConnectProviderArn: noOidc }),
  },
  {
    member: 'SAMLProviderArn',
    error: 'NoSuchEntity',
    message: `Manifest not found for arn ${noSaml}`,
    change: () => ({ SAMLProviderArn: noSaml }),
  },
  {
    member: 'AccessKeyId',
    error: 'NoSuchEntity',
    message: `The Access Key with id ${noKey} cannot be found`,
    change: () => ({ AccessKeyId: noKey }),
  },
  ...(['PolicyDocument', 'AssumeRolePolicyDocument'] as const).map((member) => ({
    member,
    error: 'MalformedPolicyDocument',
    message: 'This policy contains invalid Json',
    change: () => ({ [member]: 'allow everything' }),
  })),
  {
    member: 'PolicyDocument',
    only: /^Create/,
    error: 'LimitExceeded',
    message: 'Cannot exceed quota for PolicySize: 6144',
    change: () => ({ PolicyDocument: long(6_144) }),
  },
  {
    member: 'PolicyDocument',
    only: /^Put/,
    error: 'LimitExceeded',
    message: 'Maximum policy size of * bytes exceeded for *',
    change: () => ({ PolicyDocument: long(10_240) }),
  },
  {
    member: 'PolicyArn',
    only: /^Attach/,
    error: 'LimitExceeded',
    message: 'Cannot exceed quota for PoliciesPer*: 10',
    async change(scene, succeeds, name) {
      const input = await succeeds();
      for (let attached = 0; attached < 10; attached++) {
        await scene.send(name as 'AttachRolePolicy', { ...input, PolicyArn: await scene.policy() } as never);
      }
      return { ...input, PolicyArn: await scene.policy() };
    },
  },
  {
    member: 'Tags',
    error: 'InvalidInput',
    message: twice,
    change: () => ({
      Tags: [
        { Key: 'team', Value: 'red' },
        { Key: 'TEAM', Value: 'blue' },
      ],
    }),
  },
  {
    member: 'Tags',
    error: 'InvalidInput',
    message: 'aws: prefixed tag key names are not allowed for external use.',
    change: () => ({ Tags: [{ Key: 'aws:team', Value: 'red' }] }),
  },
  {
    member: 'Tags',
    only: /^Tag/,
    error: 'LimitExceeded',
    message: 'Cannot exceed quota for TagsPerEntity: 50',
    async change(scene, succeeds, name) {
      const input = await succeeds();
      await scene.send(name as 'TagRole', { ...input, Tags: [{ Key: 'first', Value: '' }] } as never);
      return { ...input, Tags: Array.from({ length: 50 }, (_, at) => ({ Key: `k${at}`, Value: '' })) };
    },
  },
];

/** What of the shared refusals applies to an operation. */
export function sharedRefusalsOf(name: Name): readonly SharedRefusal[] {
  const { errors, input } = iamModel.operations[name]!;
  const members = iamModel.shapes[input]!.members ?? {};
  return sharedRefusals.filter(
    ({ member, error, only, except }) =>
      Object.hasOwn(members, member) && errors.includes(error) && (!only || only.test(name)) && !except?.test(name),
  );
}
