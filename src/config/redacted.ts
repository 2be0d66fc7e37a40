import { inspect } from 'node:util';
import { options } from './options.ts';

/** Makes an object in the shape of the settings print and serialise without its secrets. */
export function withoutSecretsInPrint<Value extends object>(settings: Value): Value {
  const print = { value: () => redacted(settings, []) };
  return Object.defineProperties(settings, { toJSON: print, [inspect.custom]: print });
}

function redacted(settings: object, above: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => {
      const path = [...above, key];
      if (value && Object.getPrototypeOf(value) === Object.prototype) return [key, redacted(value, path)];
      const secret = options.some(({ name, secret: isSecret }) => isSecret && name === path.join('.'));
      return [key, secret && value !== undefined ? '(secret)' : value];
    }),
  );
}
