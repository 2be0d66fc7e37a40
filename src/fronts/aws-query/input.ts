import { type ServiceModel, shapeOf } from '#contract/model.ts';
import { Failure } from '#domain/failures.ts';
import type { Parameter } from './parameters.ts';

/**
 * An operation's input out of its parameters, in the form in which JSON would carry it, which is what the validator reads.
 * Parameters the operation does not know are left out.
 * @throws Failure `malformedInput` for text where a number, a boolean or a time belongs, and for lists that are not numbered
 */
export const inputOf = (model: ServiceModel, shape: string, root: Parameter): Record<string, unknown> =>
  structure(model, shape, root, '');

function read(model: ServiceModel, shapeName: string, parameter: Parameter, name: string): unknown {
  const { type, member = '', key = '', value = '' } = shapeOf(model, shapeName);
  switch (type) {
    case 'structure':
      return structure(model, shapeName, parameter, `${name}.`);
    case 'list':
      return numbered(parameter, 'member', name).map((entry, at) => read(model, member, entry, `${name}.${at + 1}`));
    case 'map':
      return Object.fromEntries(
        numbered(parameter, 'entry', name).map(({ inner }) => {
          const entryKey = inner.get('key');
          const entryValue = inner.get('value');
          if (!entryKey || !entryValue) throw malformed(name, 'an entry has no key or no value');
          return [read(model, key, entryKey, name), read(model, value, entryValue, name)];
        }),
      );
    default:
      return (scalars[type] ?? asText)(textOf(parameter, name), name);
  }
}

function structure(model: ServiceModel, shapeName: string, { inner }: Parameter, prefix: string) {
  const result: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(shapeOf(model, shapeName).members ?? {})) {
    const parameter = inner.get(name);
    if (parameter) result[name] = read(model, shape, parameter, prefix + name);
  }
  return result;
}

/** The elements of `Tags.member.1…`, in the order of their numbers. `Tags=` alone is the empty list. */
function numbered({ value, inner }: Parameter, word: string, name: string): Parameter[] {
  const elements = inner.get(word)?.inner;
  if (!elements && (value === undefined || value !== '')) throw malformed(name, `a list is written ${name}.${word}.1`);
  const byPlace = [...(elements ?? [])].map(([place, element]) => {
    if (!/^[1-9]\d{0,5}$/.test(place)) throw malformed(name, `${place} is not a place in a list`);
    return { place: Number(place), element };
  });
  return byPlace.toSorted((one, other) => one.place - other.place).map(({ element }) => element);
}

function textOf({ value }: Parameter, name: string): string {
  if (value === undefined) throw malformed(name, 'a single value belongs here');
  return value;
}

const asText = (text: string): unknown => text;

const scalars: Readonly<Record<string, (text: string, name: string) => unknown>> = {
  integer: number,
  long: number,
  number,
  boolean(text, name) {
    if (text !== 'true' && text !== 'false') throw malformed(name, 'it is neither true nor false');
    return text === 'true';
  },
  timestamp(text, name) {
    const time = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Date.parse(text) / 1000;
    if (Number.isNaN(time)) throw malformed(name, 'it is not a time');
    return time;
  },
};

function number(text: string, name: string): number {
  if (!/^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text)) throw malformed(name, 'it is not a number');
  return Number(text);
}

const malformed = (name: string, reason: string) =>
  new Failure('malformedInput', { reason: `The value of ${name} cannot be read: ${reason}` });
