import { malformed } from './malformed.ts';
import type { Patterns } from './policy-tree.ts';
import type { PolicyType } from './policy-type.ts';

/** What a trust policy may speak of. AWS: service authorization reference of AWS STS. */
const assumptions = [
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
];

/** Holds actions to their form. @throws Failure `malformedPolicyDocument` with IAM's texts */
export function readActions(actions: Patterns, kind: PolicyType): Patterns {
  for (const action of actions.values) {
    refuseForm(action);
    if (kind === 'trust' && !mayAssume(action)) {
      throw malformed('AssumeRole policy may only specify STS AssumeRole actions.');
    }
  }
  return actions;
}

function refuseForm(action: string): void {
  if (action === '*') return;
  const [vendor = '', name, ...more] = action.split(':');
  if (name === undefined || vendor === '') {
    throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
  if (more.length > 0) throw malformed('Actions/Condition can contain only one colon.');
  // A star stands for every service, but not for a part of a service's name.
  if (vendor !== '*' && !/^[A-Za-z0-9.-]+$/.test(vendor)) throw malformed(`Vendor ${vendor} is not valid`);
  if (!/^[A-Za-z0-9*?_-]+$/.test(name)) throw malformed(`Action ${action} is not valid`);
}

/** A name of one of them, or one that a trailing `*` makes stand for some of them. */
function mayAssume(action: string): boolean {
  const asked = action.toLowerCase();
  if (!asked.startsWith('sts:')) return false;
  const wild = asked.search(/[*?]/);
  return assumptions.some((known) => (wild < 0 ? known === asked : known.startsWith(asked.slice(0, wild))));
}
