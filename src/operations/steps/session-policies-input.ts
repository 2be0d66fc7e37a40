import { Failure } from '#domain/failures.ts';

/** The session policies that an input asks for. @throws Failure `validationError` for more than ten managed ones */
export function askedPolicies({
  Policy,
  PolicyArns = [],
}: {
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly { readonly arn?: string | undefined }[] | undefined;
}): { policies: readonly string[]; policyArns: readonly string[] } {
  const policyArns = PolicyArns.map(({ arn }) => arn).filter((arn) => arn !== undefined);
  if (policyArns.length > 10) {
    throw new Failure('validationError', {
      reason:
        "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to 10",
    });
  }
  return { policies: Policy === undefined ? [] : [Policy], policyArns };
}
