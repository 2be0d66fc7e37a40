import { UsageError } from './command.ts';

/**
 * What a repeatable flag gives as `key=value`, or as `key:=JSON` for values that are no text. A key that is given several
 * times has the list of its texts.
 * @throws UsageError
 */
export function keyValues(flag: string, given: readonly string[]): Readonly<Record<string, unknown>> {
  const values = new Map<string, unknown>();
  for (const text of given) {
    const [key, value] = keyValue(flag, text);
    const earlier = values.get(key);
    values.set(key, earlier === undefined ? value : [earlier, value].flat());
  }
  return Object.fromEntries(values);
}

function keyValue(flag: string, text: string): readonly [key: string, value: unknown] {
  const at = text.indexOf('=');
  if (at < 1 || text.startsWith(':=')) throw new UsageError(`--${flag} wants key=value, not “${text}”.`);
  const [key, value] = [text.slice(0, at), text.slice(at + 1)];
  if (!key.endsWith(':')) return [key, value];
  try {
    return [key.slice(0, -1), JSON.parse(value)];
  } catch {
    throw new UsageError(`--${flag} ${key}= wants JSON, such as ${key}=true; for a text write ${key.slice(0, -1)}=…`);
  }
}
