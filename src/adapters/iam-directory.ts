import { signingCertificate } from '#crypto/certificate.ts';
import { awsManagedPolicies, documentOf } from '#domain/iam/aws-managed/policies.ts';
import { nameInArn, readIamArn } from '#domain/iam/arns.ts';
import type { OidcProvider } from '#domain/iam/entities.ts';
import { readSamlMetadata } from '#domain/iam/saml-metadata.ts';
import { shownTrustPolicy, trustedEntities } from '#domain/iam/trust-policy.ts';
import { parsePolicy } from '#domain/policy/parse-policy.ts';
import type { NamedPolicy } from '#domain/policy/policy-set.ts';
import type { IamDirectory, IamStores, ReadyRole, ReadySamlProvider, ReadyUser } from '#ports/iam.ts';
import { boundedCache } from './bounded-cache.ts';

/**
 * What decisions ask of IAM, compiled and held ready in memory. What is not found is not remembered, so a role that another
 * process has just made is there at once.
 */
export function cachedIamDirectory(iam: IamStores, accountId: string): IamDirectory {
  const roles = boundedCache<string, ReadyRole>(2_000);
  const users = boundedCache<string, ReadyUser>(10_000);
  const policies = boundedCache<string, NamedPolicy>(5_000);
  const oidcProviders = boundedCache<string, OidcProvider>(200);
  const samlProviders = boundedCache<string, ReadySamlProvider>(200);
  let generation = 0;

  /** What was read before the last `forget` is answered but not kept: it may be old. */
  async function lookUp<Ready>(
    cache: { get(key: string): Ready | undefined; set(key: string, ready: Ready): void },
    key: string,
    read: () => Promise<Ready | undefined>,
  ) {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const begunIn = generation;
    const ready = await read();
    if (ready !== undefined && begunIn === generation) cache.set(key, ready);
    return ready;
  }

  const managedPolicy = (arn: string) => lookUp(policies, arn, () => readManagedPolicy(iam, arn));

  /** @param of tells a group's inline policies from the user's own of the same name */
  async function policiesOf(ownerId: string, of = ''): Promise<NamedPolicy[]> {
    const inline = await iam.inlinePolicies.listOf(ownerId);
    const attached = await Promise.all((await iam.attachments.listOf(ownerId)).map(managedPolicy));
    return [
      ...inline.map(({ name, document }) => ({
        name: `inline ${name}${of}`,
        document: parsePolicy(document, 'identity'),
      })),
      ...attached.filter((policy) => policy !== undefined),
    ];
  }

  /** A boundary whose policy is gone allows nothing, rather than everything. */
  async function boundaryOf(arn: string | undefined): Promise<{ boundary?: NamedPolicy }> {
    if (arn === undefined) return {};
    return { boundary: (await managedPolicy(arn)) ?? { name: arn, document: parsePolicy(allowsNothing, 'boundary') } };
  }

  async function readRole(name: string): Promise<ReadyRole | undefined> {
    const role = await iam.roles.find(name);
    if (!role) return undefined;
    const arns = await iam.arnsOf(trustedEntities(role.trustPolicy, accountId));
    const trust = shownTrustPolicy(role.trustPolicy, arns);
    return {
      role,
      identity: await policiesOf(role.id),
      ...(await boundaryOf(role.boundaryArn)),
      trust: { name: role.arn, document: parsePolicy(trust, 'trust') },
    };
  }

  async function readUser(name: string): Promise<ReadyUser | undefined> {
    const user = await iam.users.find(name);
    if (!user) return undefined;
    const groups = await iam.groups.listOf(user.id, { limit: 1_000 });
    const ofGroups = groups.items.map(({ id, name: group }) => policiesOf(id, ` of group ${group}`));
    return {
      user,
      identity: (await Promise.all([policiesOf(user.id), ...ofGroups])).flat(),
      ...(await boundaryOf(user.boundaryArn)),
    };
  }

  return {
    managedPolicy,
    async role(nameOrArn) {
      const arn = readIamArn(nameOrArn);
      const name = arn?.name ?? nameOrArn;
      const ready = await lookUp(roles, name.toLowerCase(), () => readRole(name));
      return arn && ready?.role.arn !== nameOrArn ? undefined : ready;
    },
    user: (name) => lookUp(users, name.toLowerCase(), () => readUser(name)),
    oidcProvider: (url) => lookUp(oidcProviders, url, () => iam.oidcProviders.find(url)),
    async samlProvider(arn) {
      if (readIamArn(arn)?.resource !== 'saml-provider') return undefined;
      const ready = await lookUp(samlProviders, arn, () => readSamlProvider(iam, nameInArn(arn, 'saml-provider')));
      return ready?.provider.arn === arn ? ready : undefined;
    },
    forget() {
      generation++;
      for (const cache of [roles, users, policies, oidcProviders, samlProviders]) cache.clear();
    },
  };
}

const allowsNothing = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}';

async function readSamlProvider(iam: IamStores, name: string): Promise<ReadySamlProvider | undefined> {
  const provider = await iam.samlProviders.find(name);
  if (!provider) return undefined;
  const { entityId, certificates } = readSamlMetadata(provider.metadata);
  const usable = certificates.map(signingCertificate).filter((certificate) => certificate !== undefined);
  return { provider, issuer: entityId, certificates: usable };
}

async function readManagedPolicy(iam: IamStores, arn: string): Promise<NamedPolicy | undefined> {
  const own = awsManagedPolicies.get(arn);
  if (own) return { name: arn, document: parsePolicy(documentOf(own), 'identity') };
  const policy = await iam.policies.find(arn);
  const version = policy && (await iam.policies.version(policy.id, policy.defaultVersion));
  return version && { name: arn, document: parsePolicy(version.document, 'identity') };
}
