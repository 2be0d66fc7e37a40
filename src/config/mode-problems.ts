import type { Config } from './config.ts';
import type { ConfigProblem } from './problems.ts';

type Rule = ConfigProblem & { broken: (config: Config) => boolean };

/** What production demands, and how each demand is met. */
const rules: Rule[] = [
  {
    option: 'publicUrl',
    problem: 'a public service needs an address that begins with https://',
    mend: 'Set CENOTE_PUBLIC_URL=https://id.example.com, the address that browsers and clients use.',
    broken: ({ publicUrl }) => !publicUrl?.startsWith('https://'),
  },
  {
    option: 'tls',
    problem: 'HTTPS needs a certificate of its own or a reverse proxy that is trusted',
    mend: 'Set CENOTE_TLS_CERT and CENOTE_TLS_KEY, or CENOTE_TRUST_PROXY with the addresses of your proxies.',
    broken: ({ tls, trustProxy }) => !tls && trustProxy.length === 0,
  },
  {
    option: 'trustProxy',
    problem: 'believing every address in the world lets callers forge where they come from',
    mend: 'Name only the addresses of your proxies in CENOTE_TRUST_PROXY.',
    broken: ({ trustProxy }) => trustProxy.some((range) => range.endsWith('/0')),
  },
  {
    option: 'masterKey',
    problem: 'the master key must come from outside the data folder',
    mend: 'Set CENOTE_MASTER_KEY, or CENOTE_MASTER_KEY_FILE for a mounted secret; make one with: openssl rand -base64 32',
    broken: ({ masterKey }) => !masterKey,
  },
  {
    option: 'mail.sender',
    problem: 'the outbox is for development: nobody would receive the messages',
    mend: 'Set CENOTE_MAIL_SENDER=smtp and CENOTE_MAIL_SMTP_URL.',
    broken: ({ mail }) => mail.sender === 'outbox',
  },
  {
    option: 'mail.from',
    problem: 'messages need a sender that may send through your mail server',
    mend: 'Set CENOTE_MAIL_FROM, such as “Newsletter <no-reply@example.com>”.',
    broken: ({ mail }) => mail.sender === 'smtp' && !mail.fromIsSet,
  },
  {
    option: 'mail.smtpUrl',
    problem: 'codes would travel to the mail server in the clear',
    mend: 'Begin CENOTE_MAIL_SMTP_URL with smtps://, or add ?requireTLS=true to insist on STARTTLS.',
    broken: ({ mail }) => mail.sender === 'smtp' && mail.smtpUrl !== undefined && !isProtected(mail.smtpUrl),
  },
  {
    option: 'identityPools.sts.url',
    problem: 'tokens and credentials would travel in the clear',
    mend: 'Begin CENOTE_IDENTITY_POOLS_STS_URL with https://.',
    broken: ({ identityPools }) => identityPools.sts.url?.startsWith('http:') === true,
  },
  {
    option: 'texts.sender',
    problem: 'the outbox is for development: nobody would receive the messages',
    mend: 'Leave CENOTE_TEXTS_SENDER out.',
    broken: ({ texts }) => texts.sender === 'outbox',
  },
];

/** What stands between this configuration and its mode: empty in development, every broken demand in production. */
export function modeProblems(config: Config): ConfigProblem[] {
  if (config.mode !== 'production') return [];
  return rules.filter(({ broken }) => broken(config)).map(({ broken: _, ...problem }) => problem);
}

function isProtected(smtpUrl: string): boolean {
  const { protocol, hostname, searchParams } = new URL(smtpUrl);
  const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  return protocol === 'smtps:' || loopback || searchParams.get('requireTLS') === 'true';
}
