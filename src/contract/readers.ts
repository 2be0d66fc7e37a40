import { type Constraint, sizeConstraints, textConstraints, valueConstraints } from './constraint.ts';
import { listReader, mapReader, structureReader } from './containers.ts';
import { type ServiceModel, type Shape, shapeOf } from './model.ts';
import type { Read, Readers } from './read.ts';
import { check } from './report.ts';
import { readBlob, readBoolean, readDocument, readNumber, readText, readTimestamp, readWhole } from './scalars.ts';

const madeFor = new WeakMap<ServiceModel, Readers>();

export function readersOf(model: ServiceModel): Readers {
  let readers = madeFor.get(model);
  if (!readers) madeFor.set(model, (readers = newReaders(model)));
  return readers;
}

function newReaders(model: ServiceModel): Readers {
  const known = new Map<string, Read>();
  const readers: Readers = {
    shape: (name) => shapeOf(model, name),
    of(name, inherited) {
      const shape = shapeOf(model, name);
      const hidden = inherited || shape.sensitive === true;
      const id = `${name} ${hidden}`;
      let read = known.get(id);
      if (read) return read;
      // A shape that contains itself finds this stand-in while it is being made.
      known.set(id, (value, report) => read?.(value, report));
      read = makers[shape.type]?.(shape, hidden, readers);
      if (!read) throw new TypeError(`${name} is of an unknown type, ${shape.type}`);
      known.set(id, read);
      return read;
    },
  };
  return readers;
}

const makers: Readonly<Record<string, (shape: Shape, hidden: boolean, readers: Readers) => Read>> = {
  structure: structureReader,
  list: listReader,
  map: mapReader,
  string: (shape, hidden) => checked(readText, textConstraints(shape), (text) => text, hidden),
  integer: (shape, hidden) => checked(readWhole('integer'), valueConstraints(shape), (value) => value, hidden),
  long: (shape, hidden) => checked(readWhole('long'), valueConstraints(shape), (value) => value, hidden),
  number: (shape, hidden) => checked(readNumber, valueConstraints(shape), (value) => value, hidden),
  blob: (shape, hidden) => checked(readBlob, sizeConstraints(shape), (bytes) => bytes.length, hidden),
  boolean: () => readBoolean,
  timestamp: () => readTimestamp,
  document: () => (value) => readDocument(value),
};

function checked<Value, Measure>(
  read: (value: unknown) => Value,
  constraints: readonly Constraint<Measure>[],
  measure: (value: Value) => Measure,
  hidden: boolean,
): Read {
  if (constraints.length === 0) return read;
  return (value, report) => {
    const result = read(value);
    check(report, constraints, measure(result), result, hidden);
    return result;
  };
}
