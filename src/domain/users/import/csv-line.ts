/**
 * The fields of one line of an import file. A comma separates unless a backslash stands before it; two backslashes are
 * one; quotes are ordinary characters. AWS: "Importing users into user pools from a CSV file".
 */
export function csvFields(line: string): string[] {
  const fields = [''];
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    const next = line.charAt(at + 1);
    if (character === ',') {
      fields.push('');
      continue;
    }
    const escapes = character === '\\' && (next === ',' || next === '\\');
    if (escapes) at++;
    fields[fields.length - 1] += escapes ? next : character;
  }
  return fields;
}

/** The fields as a line that `csvFields` reads back. */
export const csvLine = (fields: readonly string[]): string =>
  fields.map((field) => field.replaceAll(/[,\\]/g, String.raw`\$&`)).join(',');
