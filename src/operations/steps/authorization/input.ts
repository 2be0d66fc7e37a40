/** A member that should be text; undefined when it is missing, empty or something else, which validation says later. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A member that should be a structure. */
export const structure = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** The texts in what should be a list. */
export const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** Tags as a map or as a list of `Key` and `Value`. */
export function tagsIn(value: unknown): Readonly<Record<string, string>> {
  const entries = Array.isArray(value)
    ? value.map((item) => [structure(item)['Key'], structure(item)['Value']] as const)
    : Object.entries(structure(value));
  return Object.fromEntries(entries.filter(([key, tag]) => typeof key === 'string' && typeof tag === 'string'));
}
