import type { AuthKind } from '#contract/model.ts';
import { builtOperations, services } from '../support/operations.ts';
import type { Generated } from '../gen.ts';

const callers: Readonly<Record<AuthKind, string>> = {
  sigv4: 'signed',
  token: 'access token',
  none: 'public',
};

const introduction = `# Operations

Every operation of the four services, and whether it is built. One that is not yet answers with \`NotImplementedException\`
(status 400; from STS and IAM \`NotImplemented\`, status 501) and never pretends. *Signed* operations need an AWS signature and permission; *access token* operations carry the
user's access token; *public* ones need neither. How faithful an operation is stands in the [ledger](ledger.md).
`;

/** docs/reference/operations.md: what is built and what is not. */
export async function generate(): Promise<Generated[]> {
  const sections = await Promise.all(
    services.map(async ({ folder, title, model }) => {
      const built = new Set((await builtOperations(folder, model)).map(({ name }) => name));
      const names = Object.keys(model.operations).toSorted();
      const rows = names.map((name) => {
        const caller = callers[model.operations[name]?.auth ?? 'sigv4'];
        return `| \`${name}\` | ${caller} | ${built.has(name) ? 'built' : 'not yet'} |`;
      });
      const heading = `## ${title} (\`${model.service}\`): ${built.size} of ${names.length}`;
      return [heading, '', '| operation | caller | state |', '| --- | --- | --- |', ...rows].join('\n');
    }),
  );
  return [{ path: 'docs/reference/operations.md', content: `${[introduction, ...sections].join('\n')}\n` }];
}
