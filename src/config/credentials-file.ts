import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSection, withSection } from './ini.ts';
import { writePrivate } from './write-private.ts';

/** The account's root access key. */
export interface RootCredentials {
  accessKeyId: string;
  secretAccessKey: string;
}

const section = 'cenote';
const heading = `# The root access key of this Cenote server: it may do everything. Keep it secret.
# AWS_SHARED_CREDENTIALS_FILE=<this file> AWS_PROFILE=${section} uses it; \`cenote env\` prints it for a shell.
`;

/** Where the root access key is kept, given the data folder. */
export const credentialsPath = (data: string): string => join(data, 'credentials');

/** The root access key in the data folder, or undefined when none was written yet. Throws when the file makes no sense. */
export async function readRootCredentials(data: string): Promise<RootCredentials | undefined> {
  const path = credentialsPath(data);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey } = readSection(text, section) ?? {};
  if (!accessKeyId || !secretAccessKey) {
    throw new Error(`${path} has no [${section}] section with aws_access_key_id and aws_secret_access_key`);
  }
  return { accessKeyId, secretAccessKey };
}

/** Writes the root access key as an AWS credentials file (0600), in place of an earlier one. */
export async function writeRootCredentials(data: string, credentials: RootCredentials): Promise<void> {
  const entries = { aws_access_key_id: credentials.accessKeyId, aws_secret_access_key: credentials.secretAccessKey };
  await writePrivate(credentialsPath(data), heading + withSection('', section, entries));
}
