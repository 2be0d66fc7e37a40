import { access, constants, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from '#config/config.ts';

/** One thing that doctor looked at. */
export interface Check {
  name: string;
  ok: boolean;
  detail: string;
  /** What to do when it is not ok. */
  mend?: string;
}

/** What can be checked without the database: Node, clock, data folder, keys and certificate files. */
export async function localChecks(config: Config, now: number): Promise<Check[]> {
  return [
    nodeCheck(process.versions.node),
    await folderCheck(config.data),
    await clockCheck(config.data, now),
    ...(await privacyChecks(config.data)),
    ...(await Promise.all(Object.entries(config.tls ?? {}).map(([part, file]) => readableCheck(`TLS ${part}`, file)))),
  ];
}

export function nodeCheck(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > 24 || (major === 24 && minor >= 15);
  return { name: 'Node', ok, detail: version, mend: 'Cenote runs on Node 24.15 or later: https://nodejs.org' };
}

async function folderCheck(data: string): Promise<Check> {
  const exists = await stat(data).catch(() => undefined);
  if (exists && !exists.isDirectory())
    return { name: 'data folder', ok: false, detail: `${data} is not a folder`, mend: 'Name another with --data.' };
  const nearest = exists ? data : await nearestFolder(data);
  const writable = await access(nearest, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  const detail = exists ? data : `${data} (the first start makes it)`;
  return {
    name: 'data folder',
    ok: writable,
    detail: writable ? detail : `${nearest} is not writable`,
    mend: 'Give this user write access, or name another folder with --data.',
  };
}

async function nearestFolder(path: string): Promise<string> {
  const above = dirname(path);
  return above === path || (await stat(above).catch(() => undefined)) ? above : nearestFolder(above);
}

/** Tokens and codes hang on the clock: it may not stand before this version was made, nor before its own data. */
async function clockCheck(data: string, now: number): Promise<Check> {
  const files = await readdir(data).catch(() => []);
  const changed = await Promise.all(
    files.map((file) =>
      stat(join(data, file)).then(
        (found) => found.mtimeMs,
        () => 0,
      ),
    ),
  );
  const earliest = Math.max(Date.UTC(2026, 0), ...changed);
  const ok = now >= earliest - 60_000;
  const detail = new Date(now).toISOString();
  return {
    name: 'clock',
    ok,
    detail: ok ? detail : `${detail} is before ${new Date(earliest).toISOString()}, when the data was last written`,
    mend: 'Set the clock (NTP): what was issued since would count as from the future.',
  };
}

async function privacyChecks(data: string): Promise<Check[]> {
  if (process.platform === 'win32') return []; // no permission bits there
  const secrets = ['master.key', 'credentials', 'cenote.db'];
  const checks = secrets.map(async (name): Promise<Check[]> => {
    const found = await stat(join(data, name)).catch(() => undefined);
    if (!found) return [];
    const ok = (found.mode & 0o077) === 0;
    const mode = (found.mode & 0o777).toString(8);
    return [
      {
        name,
        ok,
        detail: ok ? 'only its owner may read it' : `others may read it (${mode})`,
        mend: `chmod 600 ${join(data, name)}`,
      },
    ];
  });
  return (await Promise.all(checks)).flat();
}

async function readableCheck(name: string, file: string): Promise<Check> {
  const ok = await access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
  return { name, ok, detail: ok ? file : `${file} cannot be read`, mend: 'Check the path and its permissions.' };
}
