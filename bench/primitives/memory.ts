import type { Primitive } from './primitive.ts';

const alone = { concurrency: 1, pieces: 100 };

/** Found by text in a map of some hundred. */
export function lookUp(): Primitive {
  const names = Array.from({ length: alone.pieces }, (_, index) => `service-${index % 10}:doSomethingNamed${index}`);
  const map = new Map(names.map((name, index) => [name, index]));
  let sum = 0;
  return {
    ...alone,
    about: 'a look-up by text in a map of 100',
    run() {
      for (const name of names) sum += map.get(name) ?? 0;
    },
  };
}

/** The engine's own way of comparing a text with wildcards: a compiled regular expression. */
export function match(): Primitive {
  const pattern = /^arn:aws:[^:]*:[^:]*:[^:]*:bucket-7\/tenants\/acme\/.*$/;
  const texts = Array.from(
    { length: alone.pieces },
    (_, index) => `arn:aws:s3:::bucket-7/tenants/${index % 2 ? 'acme' : 'other'}/articles/${index}`,
  );
  let found = 0;
  return {
    ...alone,
    about: 'an ARN compared with a pattern, as a regular expression',
    run() {
      for (const text of texts) if (pattern.test(text)) found++;
    },
  };
}
