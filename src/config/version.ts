import { readFileSync } from 'node:fs';

/** Cenote's own version, as its package says. The path holds for src/config and for dist/config alike. */
export function cenoteVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
