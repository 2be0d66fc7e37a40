import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { RootCredentials } from './credentials-file.ts';
import { readSection, withSection } from './ini.ts';
import { writePrivate } from './write-private.ts';

/** A named profile for AWS's own tools, which reaches this server. */
export interface AwsProfile extends RootCredentials {
  name: string;
  endpointUrl: string;
  region: string;
}

/** The profile's name is taken by other credentials, which are not overwritten. */
export class ProfileTaken extends Error {
  override name = 'ProfileTaken';
}

/** The two files of AWS's tools, where their own environment variables put them. */
export function awsFiles(environment: Readonly<Record<string, string | undefined>> = process.env) {
  const folder = join(environment.HOME || homedir(), '.aws');
  return {
    config: environment.AWS_CONFIG_FILE || join(folder, 'config'),
    credentials: environment.AWS_SHARED_CREDENTIALS_FILE || join(folder, 'credentials'),
  };
}

/**
 * Writes a profile into AWS's configuration and credentials files, leaving everything else in them as it was. A name
 * that already holds other credentials throws ProfileTaken, unless they are for the same endpoint or `force` is set.
 */
export async function writeAwsProfile(profile: AwsProfile, files = awsFiles(), force = false): Promise<void> {
  const [config, credentials] = await Promise.all([textOf(files.config), textOf(files.credentials)]);
  const heading = profile.name === 'default' ? 'default' : `profile ${profile.name}`;
  const present = readSection(config, heading);
  const taken = present ?? readSection(credentials, profile.name);
  if (taken && present?.endpoint_url !== profile.endpointUrl && !force) {
    throw new ProfileTaken(`the profile “${profile.name}” exists already and is not for ${profile.endpointUrl}`);
  }
  const settings = { region: profile.region, endpoint_url: profile.endpointUrl };
  const key = { aws_access_key_id: profile.accessKeyId, aws_secret_access_key: profile.secretAccessKey };
  await writePrivate(files.config, withSection(config, heading, settings));
  await writePrivate(files.credentials, withSection(credentials, profile.name, key));
}

const textOf = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
