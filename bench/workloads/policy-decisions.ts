import type { Decision } from '#domain/policy/decision.ts';
import { evaluate } from '#domain/policy/evaluate.ts';
import { coveredServices, resource, tenPolicies } from '../policies.ts';
import { inTurn, type Workload } from '../workload.ts';

const roleArn = 'arn:aws:iam::000000000000:role/readers';
const principal = {
  ...({ kind: 'session', accountId: '000000000000', roleArn, roleId: 'AROAREADERS' } as const),
  arn: 'arn:aws:sts::000000000000:assumed-role/readers/ada',
};

/** What a request of a role's session brings along. */
const context = new Map<string, string | readonly string[]>([
  ['aws:principalarn', roleArn],
  ['aws:principalaccount', principal.accountId],
  ['aws:principaltype', 'AssumedRole'],
  ['aws:userid', 'AROAREADERS:ada'],
  ['aws:principaltag/tenant', 'acme'],
  ['aws:principaltag/team', 'readers'],
  ['aws:currenttime', '2026-01-02T03:04:05Z'],
  ['aws:epochtime', '1767323045'],
  ['aws:tokenissuetime', '2026-01-02T03:00:00Z'],
  ['aws:requestedregion', 'us-east-1'],
  ['aws:securetransport', 'true'],
  ['aws:sourceip', '198.51.100.7'],
  ['aws:useragent', 'aws-sdk-js/3.1169.0'],
]);

type Outcome = Decision['outcome'];
type Question = readonly [action: string, rest: string];

/** Each put to every service. */
const questions: Readonly<Record<Outcome, readonly Question[]>> = {
  allowed: [
    ['GetItem', 'tenants/acme/articles/1'],
    ['PutItem', 'tenants/acme/articles/2'],
    ['GetItem', 'public/index'],
    ['ListItems', 'tenants/acme'],
    ['DeleteItem', 'drafts/AROAREADERS:ada/3'],
  ],
  implicitDeny: [
    ['GetItem', 'tenants/other/articles/1'],
    ['GetItem', 'shared/plan'],
    ['AdminRestart', 'tenants/acme'],
    ['PutItem', 'drafts/AROAREADERS:grace/4'],
    ['Unheard', 'public/index'],
  ],
  explicitDeny: [
    ['GetItem', 'archive/2019/1'],
    ['ListItems', 'archive/2019'],
    ['Unheard', 'archive/2020/2'],
  ],
};

const names: Readonly<Record<Outcome, string>> = {
  allowed: 'allowed',
  implicitDeny: 'denied for want of an Allow',
  explicitDeny: 'denied explicitly',
};

const deciding = (outcome: Outcome): Workload => ({
  name: `policy decision, ${names[outcome]}`,
  concurrency: 1,
  exchanges: 0,
  parts: [
    { primitive: 'lookUp', times: 10, why: 'each policy finds its statements about the action' },
    { primitive: 'match', times: 3, why: 'the resource is compared with those that could decide' },
  ],
  rate: 100_000,
  async prepare() {
    const identity = tenPolicies();
    const requests = coveredServices.flatMap((service) =>
      questions[outcome].map(([action, rest]) => ({
        ...{ principal, context },
        action: `${service}:${action}`,
        resource: resource(service, rest),
      })),
    );
    return async (_, turn) => {
      const request = inTurn(requests, turn);
      const decision = evaluate(request, { identity });
      if (decision.outcome !== outcome) throw new Error(`${request.action}, ${request.resource}: ${decision.outcome}`);
    };
  },
});

/** Ten policies of ten statements each, compiled, put to requests of every outcome. */
export const policyDecisions: readonly Workload[] = [
  deciding('allowed'),
  deciding('implicitDeny'),
  deciding('explicitDeny'),
];
