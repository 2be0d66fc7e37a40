import { globSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { RequestingPrincipal } from '#domain/policy/access-request.ts';
import { callersFile, decisionFile, documentFile, statementFile } from './case-forms.ts';

const folder = import.meta.dirname;

interface CaseFile {
  readonly about: string;
  readonly cases: readonly { readonly name: string }[];
}

/** Every file of cases, in three forms: about one statement, about a decision, about a document. */
export function readAllCases() {
  const files = {
    statements: [...filesIn('conditions', statementFile), ...filesIn('elements', statementFile)],
    decisions: filesIn('decisions', decisionFile),
    documents: filesIn('documents', documentFile),
  };
  refuseRepeatedNames([...files.statements, ...files.decisions, ...files.documents]);
  return files;
}

export const callers: Readonly<Record<string, RequestingPrincipal>> = readCases(
  readFileSync(`${folder}/callers.json`, 'utf8'),
  callersFile,
);

const filesIn = <Form extends z.ZodType<CaseFile>>(name: string, form: Form): z.infer<Form>[] =>
  globSync(`${folder}/${name}/*.json`)
    .toSorted()
    .map((path) => readCases(readFileSync(path, 'utf8'), form));

/** @throws for a text that is not of the form, or that says more than the form knows */
export function readCases<Form extends z.ZodType>(text: string, form: Form): z.infer<Form> {
  const read = form.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`${text.slice(0, 60)} …\n${z.prettifyError(read.error)}`);
  return read.data;
}

/** A case is found by its name, in whatever file it stands. @throws for two cases of one name, or files about one thing */
export function refuseRepeatedNames(files: readonly CaseFile[]): void {
  const names = [...files.map(({ about }) => about), ...files.flatMap(({ cases }) => cases.map(({ name }) => name))];
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new Error(`Two cases are called "${repeated}"`);
}
