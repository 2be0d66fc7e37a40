import { validatorOf } from '#contract/validate.ts';
import { Failure } from '#domain/failures.ts';
import type { ExplainAccessInput, ExplainRoleInput } from './explained.ts';
import { whyModel } from './why-model.ts';

/** As long as the claims together, or all of the context, may be as JSON: more than any token that is taken has. */
const longest = 50_000;

/** As many values may one list of either have: each is held against each that a policy names. */
const mostValues = 200;
/** As long may a text of the context be, which a policy's variables may repeat. */
const longestText = 2_048;

const readAccess = validatorOf(whyModel, 'ExplainAccess');
const readRole = validatorOf(whyModel, 'ExplainRole');

/** Holds a question about access to its form. @throws Failure `validation`, `serialization` */
export function readAccessQuestion(input: ExplainAccessInput): ExplainAccessInput {
  const question = readAccess(input) as unknown as ExplainAccessInput;
  refuseLong('claims', question.Claims);
  refuseLong('context', question.Context);
  for (const [key, value] of Object.entries(question.Context ?? {})) {
    if (typeof value !== 'string' && !isTexts(value))
      throw broken(`context.${key}`, 'Member must be a text or a list of texts');
    if ([value].flat().some((text) => text.length > longestText))
      throw broken(`context.${key}`, `Member must have length less than or equal to ${longestText}`);
  }
  requireOne(question, ['Principal', 'IdentityId', 'IdentityPoolId']);
  if (question.Principal !== undefined) refuseTogether(question);
  return question;
}

/** Holds a question about a role to its form. @throws Failure `validation`, `serialization` */
export function readRoleQuestion(input: ExplainRoleInput): ExplainRoleInput {
  const question = readRole(input) as unknown as ExplainRoleInput;
  refuseLong('claims', question.Claims);
  requireOne(question, ['IdentityId', 'IdentityPoolId']);
  return question;
}

function refuseLong(place: string, value: object = {}): void {
  if (JSON.stringify(value).length > longest) {
    throw broken(place, `Member must have length less than or equal to ${longest}`);
  }
  const long = Object.entries(value).find(([, list]) => Array.isArray(list) && list.length > mostValues);
  if (long) throw broken(`${place}.${long[0]}`, `Member must have length less than or equal to ${mostValues}`);
}

/** Who asks must be said once. */
function requireOne<Question extends object>(question: Question, names: readonly (keyof Question & string)[]): void {
  const given = names.filter((name) => question[name] !== undefined);
  if (given.length === 1) return;
  throw new Failure('validation', { reason: `Exactly one of ${names.join(', ')} must be given.` });
}

/** What is said of logins is about identities. */
function refuseTogether(question: ExplainAccessInput): void {
  const names = ['Provider', 'Username', 'Claims', 'CustomRoleArn'] as const;
  const name = names.find((one) => question[one] !== undefined);
  if (name) throw new Failure('validation', { reason: `${name} goes with IdentityId or IdentityPoolId only.` });
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const broken = (place: string, rule: string): Failure =>
  new Failure('validation', {
    reason: `1 validation error detected: Value at '${place}' failed to satisfy constraint: ${rule}`,
  });
