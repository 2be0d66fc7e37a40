import { Failure } from '#domain/failures.ts';
import type { ServiceModel } from './model.ts';
import { readersOf } from './readers.ts';
import { newReport, summary } from './report.ts';

/** Reads an operation's input out of parsed JSON. */
export type Validator = (input: unknown) => Record<string, unknown>;

/**
 * The validator of one operation. It gives back the members the contract knows, as the SDK types them (blobs as bytes,
 * timestamps as dates); nulls count as absent and unknown members are dropped. It throws `serialization` for JSON of the wrong
 * form, and the service's failure for broken constraints, all of them named in AWS's words. Sensitive values are not repeated.
 */
export function validatorOf(model: ServiceModel, operation: string): Validator {
  const input = model.operations[operation]?.input;
  if (input === undefined) throw new TypeError(`${model.service} has no operation named ${operation}`);
  const read = readersOf(model).of(input, false);
  return (value) => {
    const report = newReport();
    const result = read(value ?? {}, report) as Record<string, unknown>;
    if (report.count > 0) throw new Failure(model.invalidInput, { reason: summary(report) });
    return result;
  };
}
