import { z } from 'zod';

/** What a case may say; a member that is not named here is refused, so that a slip of the pen cannot make a case idle. */

const policyType = z.enum(['identity', 'boundary', 'session', 'resource', 'trust']);
const version = z.enum(['2012-10-17', '2008-10-17']);
const context = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const statement = z.record(z.string(), z.json());

/** One statement against one request: does it apply? Shown as an Allow and as a Deny. */
export const statementCase = z.strictObject({
  name: z.string().min(1),
  version: version.optional(),
  /** On a resource the statement names everybody. */
  policy: z.enum(['identity', 'resource']).optional(),
  /** The statement's `Condition`, when it's about nothing else. */
  condition: statement.optional(),
  /** What differs from every action on every resource. */
  statement: statement.optional(),
  action: z.string().optional(),
  resource: z.string().optional(),
  context: context.optional(),
  applies: z.boolean(),
});
export type StatementCase = z.infer<typeof statementCase>;

/** Statements by their Sid, in one policy; a list within the list is a policy of its own. */
const policies = z.array(z.union([z.string(), z.array(z.string())]));

/** Policies of several kinds against one request: what is decided, by which statements, and how is it put? */
export const decisionCase = z
  .strictObject({
    name: z.string().min(1),
    /** One of `callers.json`. */
    caller: z.string(),
    action: z.string().optional(),
    resource: z.string().optional(),
    context: context.optional(),
    /** Whose resource it is; absent: the caller's. */
    owner: z.string().optional(),
    policies: z.partialRecord(policyType, policies),
    outcome: z.enum(['allowed', 'explicitDeny', 'implicitDeny']),
    /** AWS's reason; none when it is allowed, empty when AWS doesn't tell it. */
    because: z.string().optional(),
    decidedBy: z.array(z.string()),
  })
  .refine(({ outcome, because }) => (because === undefined) === (outcome === 'allowed'), 'a refusal has a reason');
export type DecisionCase = z.infer<typeof decisionCase>;

/** A document: can it be saved as a policy of these kinds? */
export const documentCase = z
  .strictObject({
    name: z.string().min(1),
    kinds: z.array(policyType).min(1),
    /** What differs from a good statement of the kind; null leaves a member out. */
    statement: statement.optional(),
    /** All of the document … */
    document: z.json().optional(),
    /** … or its very text. */
    text: z.string().optional(),
    /** AWS's reason; null when the document is accepted. */
    refused: z.string().nullable(),
  })
  .refine(
    (one) => [one.statement, one.document, one.text].filter((said) => said !== undefined).length < 2,
    'said twice',
  );
export type DocumentCase = z.infer<typeof documentCase>;

const about = { about: z.string().min(1) };

export const statementFile = z.strictObject({ ...about, cases: z.array(statementCase).min(1) });
export const decisionFile = z.strictObject({
  ...about,
  version: version.optional(),
  statements: z.record(z.string().regex(/^[A-Za-z0-9]+$/), statement),
  cases: z.array(decisionCase).min(1),
});
export type DecisionFile = z.infer<typeof decisionFile>;
export const documentFile = z.strictObject({ ...about, cases: z.array(documentCase).min(1) });

export const callersFile = z.record(
  z.string(),
  z.strictObject({
    kind: z.enum(['root', 'user', 'session', 'federatedUser', 'webIdentity', 'saml', 'service', 'anonymous']),
    arn: z.string().optional(),
    accountId: z.string().optional(),
    roleArn: z.string().optional(),
    roleId: z.string().optional(),
    userId: z.string().optional(),
    userArn: z.string().optional(),
    provider: z.string().optional(),
    canonicalUserId: z.string().optional(),
  }),
);
