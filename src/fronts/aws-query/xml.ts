import { type ServiceModel, type Shape, shapeOf } from '#contract/model.ts';

/** Writes a value as the content of its element. */
type Write = (value: unknown) => string;

/** Writes an operation's output as the members of `<OperationResult>`. */
export type Serializer = (output: object) => string;

/**
 * The serializer of a shape: members in the model's order, lists as `<member>` elements, times as ISO 8601 without a
 * fraction, policy documents percent-encoded. Members that are undefined are left out.
 */
export function xmlSerializerOf(model: ServiceModel, shape: string): Serializer {
  const write = writer(model, shape, new Map());
  return (output) => write(output);
}

/** Text as it stands between tags. What XML 1.0 cannot hold becomes U+FFFD. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[&<>"\r]/g, (character) => entities[character] ?? character)
    // oxlint-disable-next-line no-control-regex -- those are the characters it is about
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

const element = (name: string, content: string): string =>
  content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;

function writer(model: ServiceModel, name: string, made: Map<string, Write>): Write {
  const known = made.get(name);
  if (known) return known;
  // A shape that contains itself finds this while it is being made.
  made.set(name, (value) => write(value));
  const shape = shapeOf(model, name);
  const write: Write = (makers[shape.type] ?? text)(shape, (inner) => writer(model, inner, made));
  made.set(name, write);
  return write;
}

type Make = (shape: Shape, inner: (name: string) => Write) => Write;

const text: Make = ({ urlEncoded }) =>
  urlEncoded ? (value) => percentEncoded(String(value)) : (value) => escapeXml(String(value));

const makers: Readonly<Record<string, Make>> = {
  structure({ members = {} }, inner) {
    const fields = Object.entries(members).map(([name, shape]) => ({ name, write: inner(shape) }));
    return (value) => {
      const given = value as Readonly<Record<string, unknown>>;
      return fields
        .map(({ name, write }) => (given[name] === undefined ? '' : element(name, write(given[name]))))
        .join('');
    };
  },
  list({ member = '' }, inner) {
    const write = inner(member);
    return (value) => (value as readonly unknown[]).map((entry) => element('member', write(entry))).join('');
  },
  map({ key = '', value: entryShape = '' }, inner) {
    const [writeKey, writeValue] = [inner(key), inner(entryShape)];
    return (value) =>
      Object.entries(value as object)
        .map(([name, entry]) => element('entry', element('key', writeKey(name)) + element('value', writeValue(entry))))
        .join('');
  },
  timestamp: () => (value) => (value as Date).toISOString().replace(/\.\d+Z$/, 'Z'),
  blob: () => (value) => (value as Uint8Array).toBase64(),
};

/** RFC 3986: everything but letters, digits and `-._~`. */
const percentEncoded = (value: string): string =>
  encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
