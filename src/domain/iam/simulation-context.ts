import { Failure } from '../failures.ts';
import type { Context, ContextValue } from '../policy/access-request.ts';

/** A condition key and what a simulated request has for it. */
interface ContextEntry {
  readonly ContextKeyName?: string | undefined;
  readonly ContextKeyValues?: readonly string[] | undefined;
  readonly ContextKeyType?: string | undefined;
}

/**
 * The context of a simulated request. A key of a list type is multi-valued; the values must be of their type.
 * @throws Failure `invalidInput`
 */
export function simulationContext(entries: readonly ContextEntry[] = []): Context {
  const context = new Map<string, ContextValue>();
  for (const { ContextKeyName: name = '', ContextKeyValues: values = [], ContextKeyType: type = 'string' } of entries) {
    const key = name.toLowerCase();
    if (context.has(key)) throw wrong(name, 'is given twice');
    const isList = type.endsWith('List');
    const fits = forms[isList ? type.slice(0, -'List'.length) : type] ?? (() => true);
    const value = values.find((one) => !fits(one));
    if (value !== undefined) throw wrong(name, `has the value ${value}, which is not of type ${type}`);
    if (!isList && values.length !== 1) throw wrong(name, 'must have one value');
    context.set(key, isList ? values : (values[0] ?? ''));
  }
  return context;
}

const forms: Readonly<Record<string, (value: string) => boolean>> = {
  boolean: (value) => /^(?:true|false)$/i.test(value),
  numeric: (value) => value.trim() !== '' && Number.isFinite(Number(value)),
  date: (value) => /^\d+(?:\.\d+)?$/.test(value) || !Number.isNaN(Date.parse(value)),
  ip: (value) => /^[0-9a-fA-F:.]+(?:\/\d{1,3})?$/.test(value),
  binary: (value) => /^[A-Za-z0-9+/]*={0,2}$/.test(value),
};

const wrong = (name: string, what: string) =>
  new Failure('invalidInput', { reason: `Invalid Input Parameter: context key ${name} ${what}.` });
