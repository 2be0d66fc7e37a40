import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
const pages = globSync(['*.md', '{docs,changes,bench}/**/*.md'], { cwd: root });

/** Where a page's links lead inside the repository, as paths, without what stands behind a `#`. */
function linksIn(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8').replaceAll(/^```[^]*?^```/gm, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    const [path = ''] = target.split('#');
    return path === '' || URL.canParse(target) ? [] : [join(root, dirname(page), path)];
  });
}

test('every link between the pages, and from them into the sources, leads somewhere', () => {
  const broken = pages.flatMap((page) =>
    linksIn(page)
      .filter((path) => !existsSync(path))
      .map((path) => `${page} → ${path}`),
  );
  assert.deepEqual(broken, []);
  assert.ok(pages.some((page) => linksIn(page).length > 0));
});

/** `[x.test.ts](path): a test's name, [y.test.ts](path)`, taken apart. */
const proofsIn = (cell: string): { path: string; name: string | undefined }[] =>
  cell.split(/, (?=\[)/).map((proof) => {
    const [, path, name] = /^\[[^\]]+\]\(([^)]+)\)(?:: (.+))?$/.exec(proof) ?? [];
    assert.ok(path, `“${proof}” is no link to a test`);
    return { path, name };
  });

test('every requirement of the security page is shown by tests that exist', () => {
  const page = join(root, 'docs/security/asvs.md');
  const [met = ''] = readFileSync(page, 'utf8').split('## Not met yet');
  const rows = met.split('\n').filter((line) => /^\| \d/.test(line));
  assert.ok(rows.length > 30);
  for (const row of rows) {
    const proofs = proofsIn(row.split(' | ').at(-1)!.replace(/\|$/, '').trim());
    for (const { path, name } of proofs) {
      const tests = readFileSync(join(dirname(page), path), 'utf8');
      assert.ok(!name || tests.includes(name), `${path} has no test “${name}”`);
    }
  }
});
