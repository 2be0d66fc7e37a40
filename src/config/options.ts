import { z } from 'zod';
import { schema } from './schema.ts';

/** One setting, with every name it goes by. */
export interface Option {
  /** Where it stands in the file: `['mail', 'smtpUrl']`. */
  path: readonly string[];
  /** The path as people write it: `mail.smtpUrl`. */
  name: string;
  env: string;
  /** Absent for secrets: other users of a machine can read command lines. */
  flag?: string;
  kind: 'text' | 'number' | 'list';
  description: string;
  /** The default in words (Markdown); absent when there is none. */
  defaultText?: string;
  example?: string;
  secret: boolean;
}

/** Every option of the schema, in its order. */
export const options: readonly Option[] = optionsIn(schema, []);

function optionsIn(object: z.ZodObject, above: readonly string[]): Option[] {
  return Object.entries(object.shape).flatMap(([key, field]) => {
    const path = [...above, key];
    const type = bare(field as z.ZodType);
    return type instanceof z.ZodObject ? optionsIn(type, path) : [optionOf(path, field as z.ZodType, type)];
  });
}

function optionOf(path: readonly string[], field: z.ZodType, type: z.ZodType): Option {
  const meta = field.meta() as { description: string; defaultText?: string; example?: string; secret?: boolean };
  const words = path.map((part) => part.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)).join('-');
  const defaultText = meta.defaultText ?? defaultOf(field);
  return {
    path,
    name: path.join('.'),
    env: `CENOTE_${words.replaceAll('-', '_').toUpperCase()}`,
    ...(!meta.secret && { flag: words }),
    kind: type instanceof z.ZodNumber ? 'number' : type instanceof z.ZodArray ? 'list' : 'text',
    description: meta.description,
    ...(defaultText && { defaultText }),
    ...(meta.example && { example: meta.example }),
    secret: meta.secret === true,
  };
}

/** The type inside optional(), default() and prefault(). */
function bare(type: z.ZodType): z.ZodType {
  const wrapped = type instanceof z.ZodOptional || type instanceof z.ZodDefault || type instanceof z.ZodPrefault;
  return wrapped ? bare(type.unwrap() as z.ZodType) : type;
}

function defaultOf(field: z.ZodType): string | undefined {
  const parsed = field.safeParse(undefined);
  if (!parsed.success || parsed.data === undefined) return undefined;
  return Array.isArray(parsed.data) ? undefined : `\`${String(parsed.data)}\``;
}
