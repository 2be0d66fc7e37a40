import { sizeConstraints, textConstraints } from './constraint.ts';
import type { Shape } from './model.ts';
import type { Read, Readers } from './read.ts';
import { breaks, check } from './report.ts';
import { misplaced, readText } from './scalars.ts';

export function structureReader({ members = {}, required = [] }: Shape, hidden: boolean, readers: Readers): Read {
  const fields = Object.entries(members).map(([name, shape]) => ({
    name,
    place: name.charAt(0).toLowerCase() + name.slice(1),
    required: required.includes(name),
    hidden: hidden || readers.shape(shape).sensitive === true,
    read: readers.of(shape, hidden),
  }));
  return (value, report) => {
    if (typeof value !== 'object' || Array.isArray(value)) throw misplaced(value, 'Expected null');
    const given = value as Record<string, unknown>;
    const result: Record<string, unknown> = {};
    for (const field of fields) {
      const member = given[field.name];
      const absent = member === undefined || member === null;
      if (absent && !field.required) continue;
      report.path.push(field.place);
      if (absent) breaks(report, 'Member must not be null', null, field.hidden);
      else result[field.name] = field.read(member, report);
      report.path.pop();
    }
    return result;
  };
}

export function listReader(shape: Shape, inherited: boolean, readers: Readers): Read {
  const read = readers.of(shape.member ?? '', inherited);
  const hidden = inherited || holdsSensitive(shape, readers);
  const sizes = sizeConstraints(shape);
  return (value, report) => {
    if (!Array.isArray(value)) throw misplaced(value, 'Expected list or null');
    const result: unknown[] = [];
    for (const element of value) {
      if (element === null) continue;
      report.path.push(String(result.length + 1), 'member');
      result.push(read(element, report));
      report.path.length -= 2;
    }
    check(report, sizes, result.length, result, hidden);
    return result;
  };
}

export function mapReader(shape: Shape, inherited: boolean, readers: Readers): Read {
  const { key = '', value: valueName = '' } = shape;
  const ofTexts = readers.shape(valueName).type === 'string';
  const read = ofTexts ? readText : readers.of(valueName, inherited);
  const hidden = inherited || holdsSensitive(shape, readers);
  const sizes = sizeConstraints(shape);
  // Keys, and values that are texts, are reported once for the whole map; other values by their place in it.
  const keyRules = textConstraints(readers.shape(key));
  const valueRules = ofTexts ? textConstraints(readers.shape(valueName)) : [];
  const keysRule = `Map keys must satisfy constraint: [${keyRules.map(({ rule }) => rule).join(', ')}]`;
  const valuesRule = `Map value must satisfy constraint: [${valueRules.map(({ rule }) => rule).join(', ')}]`;

  return (value, report) => {
    if (typeof value !== 'object' || Array.isArray(value)) throw misplaced(value, 'Expected map or null');
    // No prototype: a key such as __proto__ or constructor is only a key.
    const result = Object.create(null) as Record<string, unknown>;
    let [size, keysHold, valuesHold] = [0, true, true];
    for (const [name, entry] of Object.entries(value as Record<string, unknown>)) {
      if (entry === null) continue;
      report.path.push(readText(name), 'member');
      const element = read(entry, report);
      report.path.length -= 2;
      keysHold &&= keyRules.every(({ holds }) => holds(name));
      valuesHold &&= valueRules.every(({ holds }) => holds(element as string));
      result[name] = element;
      size += 1;
    }
    check(report, sizes, size, result, hidden);
    if (!keysHold) breaks(report, keysRule, result, hidden);
    if (!valuesHold) breaks(report, valuesRule, result, hidden);
    return result;
  };
}

/** Whether printing the value could show something sensitive, anywhere inside it. */
function holdsSensitive(shape: Shape, readers: Readers, within: readonly Shape[] = []): boolean {
  if (shape.sensitive) return true;
  if (within.includes(shape)) return false;
  const inner = [shape.member, shape.key, shape.value, ...Object.values(shape.members ?? {})];
  return inner.some((name) => name !== undefined && holdsSensitive(readers.shape(name), readers, [...within, shape]));
}
