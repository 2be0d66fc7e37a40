import { type ServiceModel, type Shape, shapeOf } from './model.ts';

/** Writes an operation's output as the JSON text of the wire; empty where AWS answers with an empty body. */
export type Serializer = (output: unknown) => string;

/** Turns one value into what JSON can carry. */
type Write = (value: unknown) => unknown;

/**
 * The serializer of one operation: dates become seconds since the epoch (with a fraction), bytes become base64, members that
 * are undefined are left out. Only the parts of an output that hold dates or bytes are walked; the rest is written as it is.
 */
export function serializerOf(model: ServiceModel, operation: string): Serializer {
  const output = model.operations[operation]?.output;
  if (output === undefined) throw new TypeError(`${model.service} has no operation named ${operation}`);
  if (output === null) return () => '';
  const write = writer(model, output, new Map());
  return (value) => JSON.stringify(write ? write(value ?? {}) : (value ?? {}));
}

/** Undefined where the shape needs no change. */
function writer(model: ServiceModel, name: string, made: Map<string, Write | undefined>): Write | undefined {
  if (made.has(name)) return made.get(name);
  made.set(name, undefined);
  const write = makers[shapeOf(model, name).type]?.(shapeOf(model, name), (inner) => writer(model, inner, made));
  made.set(name, write);
  return write;
}

type Make = (shape: Shape, inner: (name: string) => Write | undefined) => Write | undefined;

const makers: Readonly<Record<string, Make>> = {
  timestamp: () => (value) => (value instanceof Date ? value.getTime() / 1000 : value),
  blob: () => (value) => (value instanceof Uint8Array ? value.toBase64() : value),
  structure({ members = {} }, inner) {
    const changed = Object.entries(members).flatMap(([name, shape]) => {
      const write = inner(shape);
      return write ? [{ name, write }] : [];
    });
    if (changed.length === 0) return undefined;
    return (value) => {
      const copy = { ...(value as Record<string, unknown>) };
      for (const { name, write } of changed)
        if (copy[name] !== undefined && copy[name] !== null) copy[name] = write(copy[name]);
      return copy;
    };
  },
  list({ member = '' }, inner) {
    const write = inner(member);
    return write && ((value) => (value as unknown[]).map(write));
  },
  map({ value: member = '' }, inner) {
    const write = inner(member);
    return (
      write &&
      ((value) => Object.fromEntries(Object.entries(value as object).map(([key, entry]) => [key, write(entry)])))
    );
  },
};
