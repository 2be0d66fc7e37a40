import { z } from 'zod';
import { type Option, options } from '../../src/config/options.ts';
import { schema } from '../../src/config/schema.ts';
import type { Generated } from '../gen.ts';

/** The reference page of the settings, and the JSON Schema that editors read for cenote.json. */
export async function generate(): Promise<Generated[]> {
  const jsonSchema = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: withoutOwnWords });
  return [
    { path: 'docs/reference/configuration.md', content: page },
    { path: 'docs/reference/configuration.schema.json', content: JSON.stringify(jsonSchema, null, 2) },
  ];
}

const sample = { port: 9300, data: '/srv/cenote', mail: { from: 'Newsletter <no-reply@example.com>' } };

const page = `# Configuration

<!-- Generated from src/config/schema.ts: edit that, then run npm run gen. -->

Cenote needs no configuration to start. What you set comes from three places; the later wins:

1. a file: \`cenote.json\` in the folder of the call, or what \`--config FILE\` or \`CENOTE_CONFIG\` names. It is JSON, so that one parser and one JSON Schema (\`configuration.schema.json\` beside this page) serve it. Paths in it start from the file's folder.
2. the environment: \`CENOTE_…\`. An empty variable counts as not set, one that is no setting is refused.
3. flags. Secrets have none, because other users of a machine can read command lines.

A secret can also be read from a file, as containers mount them: \`CENOTE_MASTER_KEY_FILE=/run/secrets/master-key\`. Lists are written with commas in variables and flags, as arrays in the file. \`cenote doctor\` says what is missing or wrong.

\`\`\`json
${JSON.stringify(sample, null, 2)}
\`\`\`

${options.map(entry).join('\n\n')}
`;

function entry({ name, env, flag, description, defaultText, example, secret }: Option): string {
  const rows = [
    `- Environment: \`${env}\`${secret ? ` or \`${env}_FILE\`` : ''}`,
    flag ? `- Flag: \`--${flag}\`` : '- Flag: none, it is a secret',
    `- Default: ${defaultText ?? 'none'}`,
    ...(example ? [`- Example: \`${example}\``] : []),
  ];
  return `## ${name}\n\n${description}\n\n${rows.join('\n')}`;
}

/** Leaves out of the JSON Schema what only this page and the command line use. */
function withoutOwnWords({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void {
  for (const key of ['defaultText', 'example', 'secret']) delete jsonSchema[key];
}
