#!/usr/bin/env node
// Plain JavaScript that any Node since 14.18 can run. Its only job: find a Node new enough for Cenote and hand over.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as modules from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, '../src/cli/main.ts');
const checkout = existsSync(source);
// A package ships built JavaScript, because Node strips no types under node_modules.
const main = checkout ? source : join(here, '../dist/cli/main.js');

if (checkout) (await import('./ready.js')).ready([]);
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 24 || (major === 24 && minor >= 15)) {
  // Kept inside the installation: a cache in a shared temporary folder could be planted by someone else.
  modules.enableCompileCache(join(here, checkout ? '../node_modules/.cache/cenote' : '../.cache'));
  await import(pathToFileURL(main).href);
} else handOver(bundledNode());

/** Path of the Node that came with the package for this platform (one of the optional dependencies). */
function bundledNode() {
  const require = modules.createRequire(import.meta.url);
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  for (const name of [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]) {
    try {
      const manifest = require.resolve(`${name}/package.json`);
      return join(dirname(manifest), require(manifest).bin.node);
    } catch {
      continue; // not installed for this platform
    }
  }
  return tooOld(`and no bundled Node is installed for ${process.platform}-${process.arch}`);
}

function handOver(node) {
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  // Same process id and nothing left behind, where Node can do it (22.15 and later).
  if (process.execve && process.platform !== 'win32') process.execve(node, [node, ...args]);
  const child = spawn(node, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => tooOld(`and the bundled one does not run here (${error.code})`));
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal); // end as the child ended, so that a shell sees the same
  });
}

function tooOld(why) {
  console.error(`Cenote needs Node 24.15 or later; this is ${process.version}, ${why}.`);
  console.error('Install a current Node (https://nodejs.org), or install again without --omit=optional.');
  process.exit(1);
}
