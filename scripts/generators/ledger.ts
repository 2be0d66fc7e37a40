import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceModel } from '#contract/model.ts';
import { type Annotation, annotationsIn } from '../support/annotations.ts';
import { builtOperations, services } from '../support/operations.ts';
import type { Generated } from '../gen.ts';

const root = join(import.meta.dirname, '../..');

const introduction = `# Behaviour ledger

For every operation what Cenote does with it and its parameters: *honoured* (as AWS does), *refused* (with a clear error, never
ignored) or *differs* (and how), and the test that shows it. An operation that is not built is refused as a whole.
`;

/** docs/reference/ledger.md, from the annotations above tests. */
export async function generate(): Promise<Generated[]> {
  const annotations = await allAnnotations();
  const owners = new Map<string, string>();
  for (const { model } of services)
    for (const name of Object.keys(model.operations)) if (!owners.has(name)) owners.set(name, model.service);
  const known = new Set<string>();
  const sections = await Promise.all(
    services.map(async ({ folder, title, model }) => {
      const built = new Set((await builtOperations(folder, model)).map(({ name }) => name));
      const rows = Object.keys(model.operations)
        .toSorted()
        .flatMap((name) => {
          known.add(`${model.service}:${name}`);
          const own = annotations.filter(
            ({ service = owners.get(name), operation }) => operation === name && service === model.service,
          );
          for (const { parameter, path } of own) requireParameter(model, name, parameter, path);
          if (own.length > 0) return own.toSorted(byParameter).map(row);
          return [
            built.has(name) ? `| \`${name}\` | built | no note | |` : `| \`${name}\` | refused | not built yet | |`,
          ];
        });
      return [
        `## ${title} (\`${model.service}\`)`,
        '',
        '| what | verdict | note | test |',
        '| --- | --- | --- | --- |',
        ...rows,
      ].join('\n');
    }),
  );
  const stray = annotations.find(
    ({ service, operation }) => !known.has(`${service ?? owners.get(operation)}:${operation}`),
  );
  if (stray) throw new Error(`${stray.path}: the ledger knows no operation named ${stray.operation}`);
  return [{ path: 'docs/reference/ledger.md', content: `${[introduction, ...sections].join('\n')}\n` }];
}

async function allAnnotations(): Promise<Annotation[]> {
  const paths = await Array.fromAsync(glob('{src,test}/**/*.test.ts', { cwd: root }));
  const found = await Promise.all(
    paths
      .toSorted()
      .map(async (path) => annotationsIn(path.replaceAll('\\', '/'), await readFile(join(root, path), 'utf8'))),
  );
  return found.flat();
}

/** Follows `Policies.PasswordPolicy` through the input's shape, into the elements of lists. Throws where it ends. */
function requireParameter(model: ServiceModel, operation: string, parameter: string | undefined, path: string): void {
  let shape = model.operations[operation]?.input;
  for (const name of parameter?.split('.') ?? []) {
    const { member } = model.shapes[shape ?? ''] ?? {};
    shape = model.shapes[member ?? shape ?? '']?.members?.[name];
    if (!shape) throw new Error(`${path}: ${operation} has no parameter ${parameter}`);
  }
}

const byParameter = (one: Annotation, other: Annotation) => ((one.parameter ?? '') < (other.parameter ?? '') ? -1 : 1);

const row = ({ operation, parameter, verdict, text, test, path }: Annotation): string =>
  `| \`${parameter ? `${operation}.${parameter}` : operation}\` | ${verdict} | ${inCell(text)} | ${inCell(test)} ([${path.split('/').at(-1)}](../../${path})) |`;

const inCell = (text: string) => text.replaceAll('\\', '').replaceAll('|', '\\|');
