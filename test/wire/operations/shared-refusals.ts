import { userPoolsModel, type AuthKind } from '#contract/model.ts';
import { oncePerScene, type Name, type Scene } from './scene.ts';

type Input = Readonly<Record<string, unknown>>;

/** How every operation that takes a certain member refuses a bad one. */
interface SharedRefusal {
  /** The operations are those that take this member. */
  readonly member: string;
  readonly auth?: AuthKind;
  readonly except?: readonly Name[];
  /** The error's name without `Exception`; operations that do not declare it are left out. */
  readonly error: string;
  /** `*` stands for what differs from call to call. */
  readonly message: string;
  /** What is wrong with the input. */
  readonly change: (scene: Scene) => Input | Promise<Input>;
}

/** The token of somebody who was deleted, from a client whose tokens are not revoked with the session they come from. */
const tokenOfTheDeleted = oncePerScene(async (scene) => {
  const place = await scene.client(await scene.place(), { EnableTokenRevocation: false });
  const AccessToken = await scene.token(place);
  await scene.send('DeleteUser', { AccessToken });
  return AccessToken;
});
const clientWithSecret = oncePerScene(async (scene) => scene.client(await scene.place(), { GenerateSecret: true }));

const invalid = (member: string): string =>
  `1 validation error detected: Value* at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: *`;
const noPool = 'us-east-1_zzzzzzzzz';
const noClient = 'zzzzzzzzzzzzzzzzzzzzzzzzzz';

const sharedRefusals: readonly SharedRefusal[] = [
  {
    member: 'UserPoolId',
    // For these two, AWS gives a pool's id no form.
    except: ['AdminLinkProviderForUser', 'AdminDisableProviderForUser'],
    error: 'InvalidParameter',
    message: invalid('userPoolId'),
    change: () => ({ UserPoolId: 'no pool' }),
  },
  {
    member: 'UserPoolId',
    error: 'ResourceNotFound',
    message: `User pool ${noPool} does not exist.`,
    change: () => ({ UserPoolId: noPool }),
  },
  {
    member: 'ClientId',
    error: 'InvalidParameter',
    message: invalid('clientId'),
    change: () => ({ ClientId: 'no client' }),
  },
  {
    member: 'ClientId',
    error: 'ResourceNotFound',
    message: `User pool client ${noClient} does not exist.`,
    change: () => ({ ClientId: noClient }),
  },
  {
    member: 'AccessToken',
    error: 'InvalidParameter',
    message: invalid('accessToken'),
    change: () => ({ AccessToken: 'no token' }),
  },
  {
    member: 'AccessToken',
    error: 'NotAuthorized',
    message: 'Invalid Access Token',
    change: () => ({ AccessToken: 'not.a.token' }),
  },
  {
    member: 'AccessToken',
    error: 'UserNotFound',
    message: 'User does not exist.',
    change: async (scene) => ({ AccessToken: await tokenOfTheDeleted(scene) }),
  },
  {
    member: 'SecretHash',
    error: 'NotAuthorized',
    message: 'Client * is configured with secret but SECRET_HASH was not received',
    change: async (scene) => ({ ClientId: (await clientWithSecret(scene)).ClientId }),
  },
  {
    member: 'Username',
    auth: 'sigv4',
    except: ['AdminCreateUser'],
    error: 'UserNotFound',
    message: 'User does not exist.',
    change: () => ({ Username: 'nobody' }),
  },
  {
    member: 'Username',
    auth: 'none',
    error: 'UserNotFound',
    message: 'Username/client id combination not found.',
    change: () => ({ Username: 'nobody' }),
  },
  {
    member: 'GroupName',
    except: ['CreateGroup'],
    error: 'ResourceNotFound',
    message: 'Group not found.',
    change: () => ({ GroupName: 'no-such-group' }),
  },
  {
    member: 'JobId',
    error: 'ResourceNotFound',
    message: 'User import job import-unknown does not exist.',
    change: () => ({ JobId: 'import-unknown' }),
  },
];

/** What of the shared refusals applies to an operation. */
export function sharedRefusalsOf(name: Name): readonly SharedRefusal[] {
  const { auth, errors, input } = userPoolsModel.operations[name]!;
  const members = userPoolsModel.shapes[input]!.members ?? {};
  return sharedRefusals.filter(
    (shared) =>
      Object.hasOwn(members, shared.member) &&
      errors.includes(`${shared.error}Exception`) &&
      (shared.auth ?? auth) === auth &&
      !shared.except?.includes(name),
  );
}
