import { Failure } from '#domain/failures.ts';

/** @throws Failure `missingParameter` {name} */
export function requireParameter(parameters: Readonly<Record<string, string>>, name: string): string {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (!value) throw new Failure('missingParameter', { name });
  return value;
}
