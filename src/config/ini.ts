/** The files of the AWS command line: `[section]`, `key = value`, comments, and nested blocks that are indented. */
export type Section = Readonly<Record<string, string>>;

const headerOf = (line: string): string | undefined => /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim();
const entryOf = (line: string): [string, string] | undefined => {
  const [, key, value] = /^([^\s#;[=][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
  return key === undefined || value === undefined ? undefined : [key, value];
};

/** The keys of one section, or undefined when the text has none of that name. The last of equal keys wins. */
export function readSection(text: string, name: string): Section | undefined {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => headerOf(line) === name);
  if (start < 0) return undefined;
  return Object.fromEntries(
    bodyOf(lines, start)
      .flatMap((line) => [entryOf(line) ?? []])
      .filter(isEntry),
  );
}

/** The text with these keys set in one section; every other line, comment and section stays as it was. */
export function withSection(text: string, name: string, entries: Section): string {
  const lines = text.replace(/\n+$/, '').split('\n');
  const start = lines.findIndex((line) => headerOf(line) === name);
  const written = Object.entries(entries).map(([key, value]) => `${key} = ${value}`);
  if (start < 0) return [...(text.trim() ? [...lines, ''] : []), `[${name}]`, ...written, ''].join('\n');

  const body = bodyOf(lines, start);
  const kept = body.filter((line) => !Object.hasOwn(entries, entryOf(line)?.[0] ?? ''));
  return [...lines.slice(0, start + 1), ...written, ...kept, ...lines.slice(start + 1 + body.length), ''].join('\n');
}

function bodyOf(lines: readonly string[], start: number): string[] {
  const next = lines.findIndex((line, at) => at > start && headerOf(line) !== undefined);
  return lines.slice(start + 1, next < 0 ? undefined : next);
}

const isEntry = (entry: string[]): entry is [string, string] => entry.length === 2;
