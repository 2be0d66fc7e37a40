import { createSecretKey } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';

const text = (message: string) => z.string(message).min(1, message);

const wholeNumber = (from: number, to: number, unit = '') =>
  z
    .int(`expected a whole number${unit} from ${from} to ${to}`)
    .min(from, `must be at least ${from}`)
    .max(to, `must be at most ${to}`);

const oneOf = <const Names extends readonly [string, ...string[]]>(...names: Names) =>
  z.enum(names, `expected ${names.map((name) => `“${name}”`).join(' or ')}`);

const withScheme = (...schemes: string[]) =>
  text('expected a URL').refine(
    (url) => schemes.includes(URL.parse(url)?.protocol ?? ''),
    `expected a URL that starts with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
  );

const origin = withScheme('https:', 'http:')
  .refine(
    (url) => /^https?:\/\/[^/?#@]+\/?$/.test(url),
    'expected scheme, host and port only: no path, query or user name',
  )
  .transform((url) => new URL(url).origin);

const isBase64Key = (value: string) => /^[A-Za-z0-9+/]{43}=$/.test(value) && Buffer.from(value, 'base64').length === 32;

/** A key of 32 bytes in base64. It becomes a KeyObject, which neither prints nor serialises its bytes. */
const secretKey = text('expected 32 bytes in base64')
  .refine(isBase64Key, 'expected 32 bytes in base64 (44 characters)')
  .transform((value) => createSecretKey(value, 'base64'));

const isAddressRange = (value: string) => {
  const [address = '', bits, ...rest] = value.split('/');
  const widest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && widest > 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest));
};

const isHostName = (value: string) => /^\.?(?!-)[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i.test(value) && !/^[\d.]+$/.test(value);

const mailbox = text('expected an e-mail address').regex(
  /^(?:[^<>\r\n@]{0,128} <[^<>\s@]{1,64}@[^<>\s@]{1,253}>|[^<>\s@]{1,64}@[^<>\s@]{1,253})$/,
  'expected an e-mail address such as “Newsletter <no-reply@example.com>”',
);

/**
 * Every setting of Cenote, once: the file, the environment variables, the flags, the reference page and the JSON
 * Schema are all read off this object. A setting at `mail.smtpUrl` is `CENOTE_MAIL_SMTP_URL` in the environment and
 * `--mail-smtp-url` on the command line; one marked `secret` has no flag, because other users of a machine can read
 * command lines.
 */
export const schema = z.strictObject({
  mode: oneOf('development', 'production').default('development').meta({
    description:
      '`development` listens on the loopback interface, keeps messages in an outbox and offers test helpers; `production` refuses all of these and demands what a public service needs.',
  }),
  port: wholeNumber(0, 65_535).default(9229).meta({
    description: 'TCP port that everything is served on. 0 picks a free one.',
  }),
  host: text('expected an address or a host name').optional().meta({
    description: 'Address to listen on.',
    defaultText: '`127.0.0.1` in development, `0.0.0.0` in production',
  }),
  data: text('expected a folder').default('data').meta({
    description: 'Folder of the database file, the master key and the root access key. Made when it is missing.',
  }),
  databaseUrl: withScheme('postgres:', 'postgresql:').optional().meta({
    description: 'A PostgreSQL database (or an engine that speaks its protocol) to use instead of the SQLite file.',
    example: 'postgres://cenote:password@db.internal:5432/cenote?sslmode=verify-full',
    secret: true,
  }),
  publicUrl: origin.optional().meta({
    description: 'Address under which clients reach this server. Issuers, links and redirects are made from it.',
    defaultText: '`http://localhost:<port>`',
    example: 'https://id.example.com',
  }),
  issuer: oneOf('public', 'aws').default('public').meta({
    description:
      'The issuer of tokens: `public` is `<public URL>/<pool id>`; `aws` is `https://cognito-idp.<region>.amazonaws.com/<pool id>`, for verifiers that insist on the name.',
  }),
  region: text('expected a region')
    .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'expected a region such as us-east-1')
    .default('us-east-1')
    .meta({
      description:
        'Region for what carries none. A signed call is served in the region of its signature, whichever it is.',
    }),
  accountId: text('expected an account')
    .regex(/^\d{12}$/, 'expected twelve digits')
    .default('000000000000')
    .meta({
      description: 'The AWS account number that ARNs carry.',
    }),
  masterKey: secretKey.optional().meta({
    description:
      'The key that seals every secret in the database: 32 bytes in base64 (`openssl rand -base64 32`). Without it a key is made in the data folder, which production does not accept.',
    secret: true,
  }),
  previousMasterKeys: z.array(secretKey).max(8, 'at most 8 earlier keys').default([]).meta({
    description:
      'Earlier master keys that may still open what they sealed, until `cenote rotate-keys --master` is through.',
    secret: true,
  }),
  mail: z
    .strictObject({
      sender: oneOf('outbox', 'smtp').default('outbox').meta({
        description:
          'How e-mail leaves: `outbox` keeps it for reading in development; `smtp` hands it to a mail server.',
      }),
      smtpUrl: withScheme('smtp:', 'smtps:').optional().meta({
        description:
          'The mail server, with user and password where it wants them. `requireTLS=true` insists on STARTTLS.',
        example: 'smtps://user:password@mail.example.com:465',
        secret: true,
      }),
      from: mailbox.optional().meta({
        description: 'Sender of messages for pools that do not name their own.',
        defaultText: '`Cenote <no-reply@localhost>`; production wants it set',
        example: 'Newsletter <no-reply@example.com>',
      }),
    })
    .prefault({}),
  texts: z
    .strictObject({
      sender: oneOf('outbox', 'none').optional().meta({
        description: 'How text messages leave: `outbox` keeps them for reading; `none` refuses what would need one.',
        defaultText: '`outbox` in development, `none` in production',
      }),
    })
    .prefault({}),
  tls: z
    .strictObject({
      cert: text('expected a file')
        .optional()
        .meta({ description: 'Certificate chain (PEM file) to serve HTTPS with.' }),
      key: text('expected a file').optional().meta({ description: 'Private key (PEM file) of the certificate.' }),
    })
    .prefault({}),
  trustProxy: z
    .array(text('expected an address').refine(isAddressRange, 'expected addresses or ranges such as 10.0.0.0/8'))
    .default([])
    .meta({
      description: 'Addresses or ranges of the reverse proxies whose `X-Forwarded-For` is believed.',
      example: '127.0.0.1,10.0.0.0/8',
    }),
  outbound: z
    .strictObject({
      allow: z
        .array(
          text('expected an address').refine(
            (entry) => isAddressRange(entry) || isHostName(entry),
            'expected addresses, ranges such as 10.1.0.0/16, or host names such as idp.internal',
          ),
        )
        .default([])
        .meta({
          description:
            'What may be reached beyond the public internet at the addresses that identity providers are given: addresses, ranges and host names (`.corp.example` for every name that ends so). Development reaches loopback and private networks anyway.',
          defaultText: 'none',
          example: '10.1.0.0/16,idp.internal',
        }),
    })
    .prefault({}),
  identityPools: z
    .strictObject({
      sts: z
        .strictObject({
          url: withScheme('https:', 'http:')
            .refine((url) => !/[?#@]/.test(url), 'expected no query, fragment or user name')
            .optional()
            .meta({
              description:
                'A token service (AWS STS, MinIO, Ceph RADOS Gateway, another Cenote) whose AssumeRoleWithWebIdentity gives the credentials of `GetCredentialsForIdentity` instead of the STS of this server. Roles, and whom they trust, are then its own.',
              defaultText: 'none: credentials of this server',
              example: 'https://sts.eu-west-1.amazonaws.com',
            }),
        })
        .prefault({}),
    })
    .prefault({}),
  adminKey: text('expected a key').min(16, 'must be at least 16 characters long').optional().meta({
    description: 'Bearer token that opens the development helpers (`/_cenote/…`) to callers from other machines.',
    defaultText: 'none: loopback only',
    secret: true,
  }),
  bodyLimit: wholeNumber(1024, 64 * 1024 * 1024, ' of bytes')
    .default(1024 * 1024)
    .meta({
      description: 'Largest request body that is read, in bytes.',
    }),
  logLevel: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info').meta({
    description: 'How much is logged. Secrets are never logged, whatever the level.',
  }),
  passwords: z
    .strictObject({
      concurrency: wholeNumber(1, 256).optional().meta({
        description: 'Password hashes computed at the same time; each takes 19 MiB and a processor core.',
        defaultText: 'the number of processor cores',
      }),
    })
    .prefault({}),
});

/** Settings as they are written, before defaults. */
export type SettingsInput = z.input<typeof schema>;

/** Settings as the schema understood them. */
export type Settings = z.output<typeof schema>;
