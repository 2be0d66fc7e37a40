import type { PolicyType } from '#domain/policy/policy-type.ts';
import type { DocumentCase } from './case-forms.ts';

type Written = Readonly<Record<string, unknown>>;

const onIdentities = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

/** A good statement of each kind of policy. */
const good: Readonly<Record<PolicyType, Written>> = {
  identity: onIdentities,
  boundary: onIdentities,
  session: onIdentities,
  resource: { ...onIdentities, Principal: { AWS: '123456789012' } },
  trust: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '123456789012' } },
};

/** The document's text for each kind of policy that the case is about. */
export const textsOf = ({ kinds, statement, document, text }: DocumentCase): [PolicyType, string][] =>
  kinds.map((kind) => [
    kind,
    text ?? JSON.stringify(document === undefined ? policyWith(good[kind], statement) : document),
  ]);

const policyWith = (usual: Written, changes: Written = {}): Written => ({
  Version: '2012-10-17',
  Statement: Object.fromEntries(Object.entries({ ...usual, ...changes }).filter(([, value]) => value !== null)),
});
