import { createHash } from 'node:crypto';

const longest = 256;

/** An index entry has a limit, so long text is looked up by its hash. */
export const indexKey = (text: string): string =>
  text.length <= longest ? text : `sha256:${createHash('sha256').update(text).digest('hex')}`;
