import { resourceTagKeys } from '#domain/authorization/tag-keys.ts';
import { readIamArn } from '#domain/iam/arns.ts';
import { parseIdentityPoolArn } from '#domain/identity-pools/identity-pool.ts';
import type { ContextValue } from '#domain/policy/access-request.ts';
import { parsePoolArn } from '#domain/pools/pool.ts';
import type { Uses } from '../../operation.ts';

/** What is looked up to say which tags something has. */
export type TagUses = Uses<'iam' | 'store' | 'directory'>;

/** The tags of something of this server, as condition keys; none for what is not there, has none, or is elsewhere. */
export async function resourceTags(uses: TagUses, arn: string): Promise<Readonly<Record<string, ContextValue>>> {
  const { directory } = uses;
  const userPool = parsePoolArn(arn);
  if (userPool) return resourceTagKeys((await directory.pool(userPool.poolId))?.tags ?? {});
  const identityPool = parseIdentityPoolArn(arn);
  if (identityPool) return resourceTagKeys((await directory.identityPool(identityPool.poolId))?.tags ?? {});
  return resourceTagKeys((await iamTagged(uses, arn))?.tags ?? {}, 'iam');
}

/** What of IAM has tags. */
export interface Tagged {
  readonly arn: string;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

type Find = (uses: TagUses, arn: string, name: string) => Promise<Tagged | undefined>;

const afterKind = (arn: string): string => arn.slice(arn.indexOf('/') + 1);

const finders: Readonly<Record<string, Find>> = {
  user: async ({ iam }, _arn, name) => (await iam.user(name))?.user,
  role: async ({ iam }, arn) => (await iam.role(arn))?.role,
  policy: ({ store }, arn) => store.iam.policies.find(arn),
  'oidc-provider': ({ store }, arn) => store.iam.oidcProviders.find(afterKind(arn)),
  'saml-provider': ({ store }, arn) => store.iam.samlProviders.find(afterKind(arn)),
};

/** The entity of IAM that an ARN names; undefined where it is not there. */
export async function iamTagged(uses: TagUses, arn: string): Promise<Tagged | undefined> {
  // The URL of a provider may end with a slash, which names do not.
  const kind = /^arn:aws:iam::(?:\d{12}|aws):([a-z-]+)\//.exec(arn)?.[1] ?? '';
  const found = Object.hasOwn(finders, kind)
    ? await finders[kind]?.(uses, arn, readIamArn(arn)?.name ?? '')
    : undefined;
  return found?.arn === arn ? found : undefined;
}
