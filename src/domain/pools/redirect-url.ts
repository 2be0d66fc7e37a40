const ownMachine: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Schemes by which a browser would run or show what it is redirected to, instead of going somewhere. */
const unsafe: ReadonlySet<string> = new Set([
  'about:',
  'blob:',
  'data:',
  'file:',
  'filesystem:',
  'javascript:',
  'vbscript:',
  'view-source:',
]);

/**
 * What is wrong with a URL that a client lists to be redirected to; undefined when nothing is. It is absolute, has no
 * fragment (RFC 6749 §3.1.2), and is https, an app's own scheme, or http to the own machine (RFC 8252 §7.3).
 */
export function redirectUrlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return `${text} is not an absolute URL.`;
  if (text.includes('#')) return `${text} cannot contain a URI fragment.`;
  const { protocol, hostname } = new URL(text);
  if (unsafe.has(protocol)) return `${text} cannot use the ${protocol.slice(0, -1)} scheme.`;
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  // Parsers forgive `https:host` and `https:\\host`; whoever compares redirect URLs as text must not have to.
  if (!/^https?:\/\/[^\\]/i.test(text)) return `${text} is not an absolute URL.`;
  return protocol === 'http:' && !ownMachine.has(hostname) ? `${text} cannot use the HTTP protocol.` : undefined;
}
