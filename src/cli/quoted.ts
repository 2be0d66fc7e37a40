/** A word as a shell reads it back, in single quotes where it needs any. */
export const quoted = (value: string): string =>
  /^[\w.:/+=@-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
