import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { nearest } from './nearest.ts';
import { type Option, options } from './options.ts';
import { ConfigError, type ConfigProblem } from './problems.ts';

/** What was set, option by option, and where. */
export interface Gathered {
  /** The settings in the shape of the file. */
  values: Record<string, unknown>;
  /** By option name: where its value came from, and the folder that relative paths in it start from. */
  origins: Map<string, { from: string; folder: string }>;
  /** The folder that relative paths in defaults start from. */
  folder: string;
}

/** Where settings come from. The later of file, environment and flags wins. */
export interface Sources {
  flags: Readonly<Record<string, string | undefined>>;
  environment: Readonly<Record<string, string | undefined>>;
  /** The folder that the command was called in. */
  folder: string;
}

/** Collects the settings of file, environment and flags. Throws a ConfigError for names that are not options. */
export function gather({ flags, environment, folder }: Sources): Gathered {
  const gathered: Gathered = { values: {}, origins: new Map(), folder };
  readSettingsFile(gathered, flags.config ?? environment.CENOTE_CONFIG, folder);
  refuseUnknownVariables(environment);
  for (const option of options) {
    const variable = fromEnvironment(option, environment, folder);
    if (variable) put(gathered, option, understood(option, variable.text), { from: variable.from, folder });
    const flag = option.flag && flags[option.flag];
    if (flag !== undefined && flag !== '')
      put(gathered, option, understood(option, flag), { from: `the flag --${option.flag}`, folder });
  }
  return gathered;
}

/** An environment variable, or for a secret the file that `<variable>_FILE` names (as container secrets are given). */
function fromEnvironment({ env, secret }: Option, environment: Sources['environment'], folder: string) {
  const text = environment[env];
  if (text) return { text, from: `the environment variable ${env}` };
  const file = secret && environment[`${env}_FILE`];
  if (!file) return undefined;
  const from = `the file that ${env}_FILE names`;
  return { text: readText(resolve(folder, file), { option: env, from }).trim(), from };
}

function readSettingsFile(gathered: Gathered, named: string | undefined, folder: string): void {
  const file = resolve(folder, named || 'cenote.json');
  const from = `the file ${file}`;
  const text = readText(file, { option: 'config', from }, !named);
  if (text === undefined) return;
  const { $schema: _, ...values } = parsedObject(text, from);
  gathered.values = values;
  for (const option of options) gathered.origins.set(option.name, { from, folder: dirname(file) });
}

function readText(file: string, where: { option: string; from: string }): string;
function readText(file: string, where: { option: string; from: string }, optional: boolean): string | undefined;
function readText(file: string, where: { option: string; from: string }, optional = false): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (optional && code === 'ENOENT') return undefined;
    throw refusal({
      ...where,
      problem: `${file} cannot be read (${code})`,
      mend: 'Check the path and its permissions.',
    });
  }
}

function parsedObject(text: string, from: string): Record<string, unknown> {
  const mend =
    'It must hold one JSON object, such as {"port": 9229}; docs/reference/configuration.md lists the settings.';
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // The parser's own message may quote the text around the fault, and that may be a secret.
    throw refusal({ option: 'config', from, problem: 'the file is not valid JSON', mend });
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  throw refusal({ option: 'config', from, problem: 'the file does not hold an object', mend });
}

/** Text of a variable or flag as its option's type; what does not fit stays text and is refused by the schema. */
function understood({ kind }: Option, text: string): unknown {
  if (kind === 'number') return /^\d{1,15}$/.test(text) ? Number(text) : text;
  if (kind === 'list') return text.split(',').map((part) => part.trim());
  return text;
}

function put(
  { values, origins }: Gathered,
  option: Option,
  value: unknown,
  origin: { from: string; folder: string },
): void {
  origins.set(option.name, origin);
  let at = values;
  for (const part of option.path.slice(0, -1)) {
    const inner = at[part];
    at = at[part] = typeof inner === 'object' && inner !== null ? { ...inner } : {};
  }
  at[option.path.at(-1)!] = value;
}

function refuseUnknownVariables(environment: Sources['environment']): void {
  const known = new Set([
    'CENOTE_CONFIG',
    ...options.flatMap(({ env, secret }) => (secret ? [env, `${env}_FILE`] : [env])),
  ]);
  const unknown = Object.keys(environment).filter(
    (name) => name.startsWith('CENOTE_') && !known.has(name) && !isForeign(name),
  );
  if (unknown.length === 0) return;
  const problems = unknown.map((option): ConfigProblem => {
    const meant = nearest(option, known);
    return {
      option,
      from: 'the environment',
      problem: 'there is no such setting',
      mend: meant ? `Did you mean ${meant}?` : 'Remove it; docs/reference/configuration.md lists the settings.',
    };
  });
  throw new ConfigError(problems);
}

/** Variables under our prefix that others set: Kubernetes for a service called cenote, and our own tests. */
const isForeign = (name: string) =>
  /^CENOTE_(?:TEST|BENCH)_/.test(name) ||
  /_SERVICE_(?:HOST|PORT)(?:_\w+)?$|_PORT(?:_\d+_(?:TCP|UDP)(?:_(?:PROTO|PORT|ADDR))?)?$/.test(name);

const refusal = (problem: ConfigProblem) => new ConfigError([problem]);
