// Writes every generated file (`npm run gen`), or says which are stale (`node scripts/gen.ts --check`).
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'oxfmt';

/** A generator is a module of scripts/generators with a function `generate` that answers these; paths from the root. */
export interface Generated {
  readonly path: string;
  readonly content: string;
}

const root = join(import.meta.dirname, '..');
const folder = join(import.meta.dirname, 'generators');
const checkOnly = process.argv.includes('--check');
const style = JSON.parse(await readFile(join(root, '.oxfmtrc.json'), 'utf8')) as {
  printWidth?: number;
  singleQuote?: boolean;
};

let stale = 0;
for (const name of (await readdir(folder))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .toSorted()) {
  const { generate } = (await import(pathToFileURL(join(folder, name)).href)) as {
    generate: () => Promise<Generated[]>;
  };
  for (const { path, content } of await generate()) {
    const wanted = await formatted(path, content);
    if (wanted === (await readFile(join(root, path), 'utf8').catch(() => undefined))) continue;
    stale += 1;
    console.log(`${checkOnly ? 'stale' : 'written'}: ${path} (by scripts/generators/${name})`);
    if (checkOnly) continue;
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), wanted);
  }
}
if (checkOnly && stale > 0) {
  console.error(
    `${stale} generated ${stale === 1 ? 'file is' : 'files are'} stale. Run \`npm run gen\` and commit what it writes.`,
  );
  process.exitCode = 1;
}

/** The formatter looks at everything but `*.gen.ts`, so those stay as they are and the rest is put in its form. */
async function formatted(path: string, content: string): Promise<string> {
  if (path.endsWith('.gen.ts')) return content;
  const { printWidth, singleQuote } = style;
  const { code, errors } = await format(path, content, {
    ...(printWidth && { printWidth }),
    ...(singleQuote && { singleQuote }),
  });
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  return code;
}
