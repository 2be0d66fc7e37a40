import type { Context } from './access-request.ts';
import type { Patterns } from './policy-tree.ts';
import { readTemplate } from './template.ts';
import { textTest } from './text-test.ts';

const nothing: Context = new Map();

/** Prepares `Action` or `NotAction`: whether it covers an action, which is to be given in lower case. */
export function actionTest({ not, values }: Patterns): (action: string) => boolean {
  const tests = values.map((value) =>
    textTest(readTemplate(value.toLowerCase(), { variables: false, wildcards: true })),
  );
  return (action) => tests.some((test) => test(action, nothing)) !== not;
}
