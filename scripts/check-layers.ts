// Fails on an import that points outwards: see “Who may import whom” in CONTRIBUTING.md.
import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const core = ['contract', 'domain', 'crypto', 'ports'];
const edge = [...core, 'operations'];
const all = [...edge, 'fronts', 'adapters', 'config', 'server', 'cli'];
const mayImport: Record<string, readonly string[]> = {
  ...Object.fromEntries(core.map((layer) => [layer, core])),
  operations: edge,
  fronts: [...edge, 'fronts'],
  adapters: [...core, 'adapters'],
  config: all,
  server: all,
  cli: all,
};

/** What is wrong with the imports of one source file; `file` is its path under src. */
export function layerFaults(file: string, source: string): string[] {
  const [layer = ''] = file.split('/');
  const allowed = mayImport[layer];
  if (!allowed) return [`${file}: src/${layer} is no layer`];
  const imports = source.matchAll(
    /^\s*(?:import|export)\s+(?:(type\b)?[\w\s{},*$]*?\bfrom\s*)?'([^']+)'|\bimport\(\s*'([^']+)'/gm,
  );
  const faults = [...imports].map(([, type, plain, lazy = plain ?? '']) =>
    fault(file, layer, allowed, lazy, type !== undefined),
  );
  if (layer !== 'config' && /\bprocess\.env\b/.test(source)) faults.push('only config reads process.env');
  return faults.filter((found) => found !== undefined).map((found) => `src/${file}: ${found}`);
}

function fault(
  file: string,
  layer: string,
  allowed: readonly string[],
  to: string,
  typeOnly: boolean,
): string | undefined {
  if (to.startsWith('.')) {
    const target = join(dirname(file), to).split('/')[0];
    return target === layer ? undefined : `write ${to} as #${target}/…: it leaves the layer`;
  }
  if (to.startsWith('#')) {
    const target = to.slice(1).split('/')[0] ?? '';
    if (target === layer) return `write ${to} as a relative path: it stays in the layer`;
    return allowed.includes(target) ? undefined : `${layer} may not import ${target} (${to})`;
  }
  if (!core.includes(layer) && layer !== 'operations') return undefined;
  const builtin = to.startsWith('node:') || builtinModules.includes(to);
  if (builtin) return layer === 'crypto' ? undefined : `only crypto may import ${to} here`;
  return typeOnly ? undefined : `${to} comes from npm, and this ring runs on nothing from there`;
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('../src', import.meta.url));
  const files = globSync('**/*.ts', { cwd: root, exclude: ['**/*.test.ts'] });
  const faults = files.flatMap((file) => layerFaults(relative('.', file), readFileSync(join(root, file), 'utf8')));
  for (const found of faults) console.error(found);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
