// Makes dist/, what the published package runs: Node strips no types under node_modules, so they go here.
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src');
const target = join(root, 'dist');

rmSync(target, { recursive: true, force: true });
// Types were checked by `npm run check`; here the compiler only takes them away.
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
for (const file of globSync('**/*.*', { cwd: source, exclude: ['**/*.ts'] }))
  cpSync(join(source, file), join(target, file));

// The compiler writes './x.js' for './x.ts' but leaves '#domain/x.ts' alone, so dist says what that name means there.
const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { imports: Record<string, string> };
const layers = Object.keys(imports).flatMap((name) =>
  Object.entries({ ts: 'js', json: 'json' }).map(([from, to]) => [`${name}.${from}`, `./${name.slice(1)}.${to}`]),
);
const manifest = { type: 'module', imports: Object.fromEntries(layers) };
writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
