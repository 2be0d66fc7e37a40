import type { Name } from './scene.ts';

const form = 'what breaks the form of a member, an ARN too, is ValidationError, as on AWS: test/iam/missing.test.ts';
const lessening = 'what takes something away, or only changes it, exceeds no quota';

/** Errors that AWS declares and that no request to this server leads to, whichever operation it asks for. */
const anywhere: Readonly<Record<string, string>> = {
  ConcurrentModification: 'changes of IAM happen one after the other, so that none meets another',
  EntityTemporarilyUnmodifiable: 'what was deleted can be made again at once',
  OpenIdIdpCommunicationError: 'providers are not called when they are registered, but when a token comes from them',
  PolicyEvaluation: 'a policy that was saved can be evaluated; one that is given and cannot be read is InvalidInput',
  PolicyNotAttachable: 'every managed policy here can be attached; those that cannot belong to other services',
  ServiceFailure: 'means a defect or a broken database; test/faults breaks the database',
  UnmodifiableEntity: 'there are no service-linked roles',
};

/** What cannot happen to operations of such a name. */
const byName: readonly (readonly [names: RegExp, error: string, reason: string])[] = [
  [/^(?:Attach|Detach|ListAttached)/, 'InvalidInput', form],
  [/^(?:Get|List|Delete|Put|Untag|Update|Remove|Add)/, 'InvalidInput', form],
  [/^(?:Delete|Detach|Remove|Update|SetDefault)/, 'LimitExceeded', lessening],
];

/** Why this error of this operation cannot be provoked, where the reason is not the operation's own. */
export const neverReason = (name: Name, error: string): string | undefined =>
  anywhere[error] ?? byName.find(([names, one]) => one === error && names.test(name))?.[2];
