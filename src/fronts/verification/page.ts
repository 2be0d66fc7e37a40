import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';

/** What a page says. Everything in it is written as text. */
export interface Notice {
  readonly kind: 'done' | 'problem';
  readonly title: string;
  /** What happened. */
  readonly text: string;
  /** What to do now. */
  readonly next: string;
}

const style = `
:root { color-scheme: light dark; --ground: #f3f5f7; --card: #fff; --ink: #17212b; --soft: #4a5866; --line: #d5dce3; --done: #0a6b3d; --problem: #9a3412; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #10161c; --card: #1a232c; --ink: #eef2f6; --soft: #b4c0cc; --line: #33414e; --done: #5fd39a; --problem: #f5a97f; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--ground); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; }
main { width: 100%; max-width: 30rem; padding: 2rem 1.75rem; background: var(--card); border: 1px solid var(--line); border-top: .3rem solid var(--tone); border-radius: .75rem; overflow-wrap: anywhere; }
.done { --tone: var(--done); }
.problem { --tone: var(--problem); }
.mark { width: 2.75rem; height: 2.75rem; display: grid; place-items: center; border: 2px solid currentColor; border-radius: 50%; color: var(--tone); font-size: 1.375rem; line-height: 1; }
h1 { margin: 1rem 0 .5rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0 0 .75rem; }
p:last-child { margin: 0; color: var(--soft); }
`;

/** As a whole, so that not a blank is in it that the hash does not know. */
const styleElement = raw(`<style>${style}</style>`);
const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing may be loaded, framed or sent from the page, and the code in its address goes to nobody. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex',
};

/** A page that says one thing: readable on a phone, in the dark, and by a screen reader. */
export const page = ({ kind, title, text, next }: Notice) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        <main class="${kind}">
          <div class="mark" aria-hidden="true">${kind === 'done' ? '✓' : '!'}</div>
          <h1>${title}</h1>
          <p>${text}</p>
          <p>${next}</p>
        </main>
      </body>
    </html> `;
