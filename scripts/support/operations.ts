import { glob } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { iamModel, identityPoolsModel, type ServiceModel, stsModel, userPoolsModel } from '#contract/model.ts';

const root = join(import.meta.dirname, '../..');

/** The services that have a contract, and where their operations live. */
export const services = [
  { folder: 'user-pools', title: 'User pools', contract: 'UserPools', model: userPoolsModel },
  { folder: 'identity-pools', title: 'Identity pools', contract: 'IdentityPools', model: identityPoolsModel },
  { folder: 'sts', title: 'Security Token Service', contract: 'Sts', model: stsModel },
  { folder: 'iam', title: 'Identity and Access Management', contract: 'Iam', model: iamModel },
] as const;

export interface BuiltOperation {
  /** `AdminGetUser` */
  readonly name: string;
  /** `adminGetUser` */
  readonly functionName: string;
  /** From the service's folder: `users/admin-get-user.ts` */
  readonly path: string;
}

/** `AdminSetUserMFAPreference` → `admin-set-user-mfa-preference`, `StartWebAuthnRegistration` → `start-web-authn-registration`. */
export const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();

/** The operations of a service that have a file of their name; files of any other name are helpers. */
export async function builtOperations(folder: string, model: ServiceModel): Promise<BuiltOperation[]> {
  const names = new Map(Object.keys(model.operations).map((name) => [`${kebab(name)}.ts`, name]));
  const built = new Map<string, BuiltOperation>();
  const paths = await Array.fromAsync(glob('**/*.ts', { cwd: join(root, 'src/operations', folder) }));
  for (const path of paths.toSorted()) {
    const name = names.get(basename(path));
    if (!name) continue;
    const other = built.get(name);
    if (other) throw new Error(`${name} is in two files: ${other.path} and ${path}`);
    built.set(name, {
      name,
      functionName: name.charAt(0).toLowerCase() + name.slice(1),
      path: path.replaceAll('\\', '/'),
    });
  }
  return [...built.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
