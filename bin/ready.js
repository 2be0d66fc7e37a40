// Runs before start, test and check in a checkout: installs what package-lock.json asks for, once.
// Needs nothing but Node and npm. `--dev` also wants the tools that tests and checks use.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const changed = (file) => (existsSync(join(root, file)) ? statSync(join(root, file)).mtimeMs : 0);

/** Installs when something else is installed than what the lockfile lists; ends the process when that fails. */
export function ready(args) {
  const everything = args.includes('--dev') || existsSync(join(root, 'node_modules/typescript'));
  if (matches(everything) && (!everything || existsSync(join(root, 'node_modules/typescript')))) return;
  const link = linkedTo(join(root, 'node_modules'));
  if (link !== undefined) {
    // npm would empty the folder behind the link, which others rely on.
    console.error(
      `Cenote: ${link}, which node_modules links to, is not what package-lock.json lists. Run npm ci there.`,
    );
    return;
  }

  const size = everything ? 'about 200 MB, with the tools for tests' : 'about 70 MB, with its own Node';
  console.error(`Cenote: installing what package-lock.json lists (once, ${size}) …`);
  const npm = [
    'ci',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...(everything ? ['--include=dev'] : ['--omit=dev']),
  ];
  const { status, error, stdout, stderr } = spawnSync('npm', npm, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  const said = [error && error.message, stdout, stderr].filter(Boolean).join('\n').trim();
  console.error(`${said}\n\nCenote could not install its packages: ${advice(said)}`);
  process.exit(1);
}

function linkedTo(folder) {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found && found.isSymbolicLink() ? readlinkSync(folder) : undefined;
}

/** A checkout touches the lockfile without changing it, so a newer one is compared before anything is installed anew. */
function matches(everything) {
  if (changed('node_modules/.package-lock.json') >= changed('package-lock.json')) return true;
  const [installed, listed] = [packages('node_modules/.package-lock.json'), packages('package-lock.json')];
  return (
    installed !== undefined &&
    listed !== undefined &&
    Object.entries(installed).every(([place, { version }]) => listed[place]?.version === version) &&
    Object.entries(listed).every(([place, { dev, optional, devOptional }]) => {
      return place === '' || (dev && !everything) || optional || devOptional || installed[place] !== undefined;
    })
  );
}

function packages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function advice(said) {
  const known = [
    [/npm ENOENT|command not found/, 'npm was not found. It comes with Node: https://nodejs.org'],
    [
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET/,
      'the npm registry was not reached. Check the network and proxy (npm config get registry), then run the command again.',
    ],
    [/ENOSPC/, 'the disk is full. Free about 600 MB and run the command again.'],
    [/EACCES|EPERM|EROFS/, `this user may not write to ${root}. Change its owner, or clone it elsewhere.`],
    [/EUSAGE|in sync/, 'package.json and package-lock.json disagree. Run npm install and try again.'],
    [/EINTEGRITY/, 'a download did not match its checksum. Run npm cache verify and try again.'],
  ].find(([pattern]) => pattern.test(said));
  return known ? known[1] : 'see the lines above; npm ci shows them in full.';
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) ready(process.argv.slice(2));
