import { randomUUID } from 'node:crypto';
import { link, mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file that only its owner may read (0600), whole or not at all: a crash leaves the earlier one. Its folder is
 * made with 0700 when it is missing; a symbolic link keeps pointing where it did.
 */
export async function writePrivate(file: string, text: string): Promise<void> {
  await write(file, text, rename);
}

/**
 * The same, but a file that is there already stays, also where several processes write it at the same moment.
 * @returns whether it was written
 */
export async function writePrivateOnce(file: string, text: string): Promise<boolean> {
  try {
    await write(file, text, link);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function write(file: string, text: string, put: (draft: string, target: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const target = await realpath(file).catch(() => file);
  const draft = `${target}.${randomUUID()}.new`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await put(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
}
