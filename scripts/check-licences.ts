// Fails on a dependency in package-lock.json whose licence is not on the list: see “Dependencies” in CONTRIBUTING.md.
import { readFileSync } from 'node:fs';

/** Licences that what we ship may have. */
const forAll = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
];
/** And those that tools for development may have. */
const forTools = [...forAll, 'MPL-2.0', 'Python-2.0', 'CC-BY-4.0'];

interface Locked {
  license?: string;
  dev?: boolean;
  link?: boolean;
}

/** The packages of a lockfile whose licence is missing or not allowed, each as “name: licence”. */
export function licenceFaults(packages: Readonly<Record<string, Locked>>): string[] {
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .filter(([, { license, dev }]) => !license || !isAllowed(license, dev ? forTools : forAll))
    .map(([path, { license }]) => `${path.replace(/^.*node_modules\//, '')}: ${license ?? 'no licence stated'}`);
}

/** An SPDX expression with OR and AND: one side of an OR is enough, both of an AND are needed. */
function isAllowed(expression: string, allowed: readonly string[]): boolean {
  const bare = expression.replaceAll(/[()]/g, '');
  return bare
    .split(' OR ')
    .some((either) => either.split(' AND ').every((licence) => allowed.includes(licence.trim())));
}

if (import.meta.main) {
  const lockfile = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
  const faults = licenceFaults(lockfile.packages);
  for (const found of faults) console.error(found);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
