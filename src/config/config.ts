import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { type Settings, type SettingsInput, schema } from './schema.ts';
import { options } from './options.ts';
import { nearest } from './nearest.ts';
import { withoutSecretsInPrint } from './redacted.ts';
import { ConfigError, type ConfigProblem } from './problems.ts';
import { type Gathered, gather, type Sources } from './sources.ts';

/** The configuration as the server uses it: complete, with absolute paths, frozen. */
export type Config = ReturnType<typeof completed>;

/**
 * Reads the configuration from file (`cenote.json`, or what `--config` or CENOTE_CONFIG names), environment and flags
 * (by their names without dashes in front); the later wins. Throws a ConfigError that lists every problem.
 */
export function loadConfig(sources: Partial<Sources> = {}): Config {
  return understand(gather({ flags: {}, environment: process.env, folder: process.cwd(), ...sources }));
}

/** The configuration that the given settings alone make, as if they stood in a file: for tests and embedding. */
export function configOf(settings: SettingsInput): Config {
  return understand({ values: settings, origins: new Map(), folder: process.cwd() });
}

function understand(gathered: Gathered): Config {
  const parsed = schema.safeParse(gathered.values);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.flatMap((issue) => problemsOf(issue, gathered)));
  const missing = contradictions(parsed.data);
  if (missing.length > 0) throw new ConfigError(missing);
  return completed(parsed.data, gathered);
}

function completed(settings: Settings, { origins, folder }: Gathered) {
  const production = settings.mode === 'production';
  const pathOf = (name: string, path: string) => resolve(origins.get(name)?.folder ?? folder, path);
  const { cert, key } = settings.tls;
  const config = {
    ...settings,
    host: settings.host ?? (production ? '0.0.0.0' : '127.0.0.1'),
    data: pathOf('data', settings.data),
    tls: cert && key ? { cert: pathOf('tls.cert', cert), key: pathOf('tls.key', key) } : undefined,
    mail: {
      ...settings.mail,
      from: settings.mail.from ?? 'Cenote <no-reply@localhost>',
      fromIsSet: settings.mail.from !== undefined,
    },
    texts: { sender: settings.texts.sender ?? (production ? ('none' as const) : ('outbox' as const)) },
    passwords: { concurrency: settings.passwords.concurrency ?? availableParallelism() },
  };
  return deepFrozen(withoutSecretsInPrint(config));
}

/** Settings that make sense only together. */
function contradictions({ mail, tls, issuer, identityPools }: Settings): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (mail.sender === 'smtp' && !mail.smtpUrl)
    problems.push({
      option: 'mail.smtpUrl',
      problem: 'mail.sender is smtp, but no mail server is named',
      mend: 'Set CENOTE_MAIL_SMTP_URL=smtps://user:password@host:465.',
    });
  if (identityPools.sts.url && issuer === 'aws')
    problems.push({
      option: 'identityPools.sts.url',
      problem:
        'other token services look for the keys of identity pools under their issuer, and with issuer aws it is not ours',
      mend: 'Leave CENOTE_ISSUER out, or CENOTE_IDENTITY_POOLS_STS_URL.',
    });
  if (!tls.cert !== !tls.key)
    problems.push({
      option: tls.cert ? 'tls.key' : 'tls.cert',
      problem: 'a certificate and its key go together, and only one is set',
      mend: 'Set both tls.cert and tls.key, or neither.',
    });
  return problems;
}

type Issue = { code: string; message: string; path: PropertyKey[]; keys?: string[] };

function problemsOf(issue: Issue, { origins }: Gathered): ConfigProblem[] {
  const path = issue.path.filter((part) => typeof part === 'string').join('.');
  if (issue.code === 'unrecognized_keys')
    return (issue.keys ?? []).map((key) => unknownSetting(path ? `${path}.${key}` : key));
  const option = options.find(({ name }) => name === path);
  const from = origins.get(path)?.from;
  const how = option?.example ?? option?.defaultText?.match(/^`([^`<]+)`$/)?.[1];
  return [
    {
      option: path || 'config',
      ...(from && { from }),
      problem: issue.message,
      mend: option
        ? `Set it like ${option.env}=${how ?? '…'}, or leave it out for the default. ${hintFor(option.name)}`.trim()
        : 'docs/reference/configuration.md shows its shape.',
    },
  ];
}

function unknownSetting(option: string): ConfigProblem {
  const meant = nearest(
    option,
    options.map(({ name }) => name),
  );
  const mend = meant ? `Did you mean ${meant}?` : 'Remove it; docs/reference/configuration.md lists the settings.';
  return { option, problem: 'there is no such setting', mend };
}

/** Kubernetes sets CENOTE_PORT=tcp://… in the pods beside a service called cenote. */
const hintFor = (option: string) =>
  option === 'port' ? 'In Kubernetes, a service called “cenote” sets this variable: turn enableServiceLinks off.' : '';

function deepFrozen<Value extends object>(value: Value): Readonly<Value> {
  for (const inner of Object.values(value)) {
    // Only plain objects and lists: a KeyObject guards itself.
    if (Array.isArray(inner) || (inner && Object.getPrototypeOf(inner) === Object.prototype)) deepFrozen(inner);
  }
  return Object.freeze(value);
}
