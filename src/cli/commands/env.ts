import { publicUrlOf } from '#config/addresses.ts';
import { awsFiles, ProfileTaken, writeAwsProfile } from '#config/aws-profile.ts';
import type { Config } from '#config/config.ts';
import { credentialsPath, readRootCredentials, type RootCredentials } from '#config/credentials-file.ts';
import { type Call, type Command, UsageError } from '../command.ts';
import { quoted } from '../quoted.ts';

export const env: Command = {
  summary: 'print what AWS’s tools need to reach this server',
  about: `Prints shell exports (endpoint, root access key, region) with which the AWS CLI, any AWS SDK and Terraform
reach this server. With --profile it writes a profile into AWS’s own configuration files instead.`,
  examples: [
    ['eval "$(cenote env)"', 'this shell’s AWS tools now talk to Cenote'],
    ['cenote env --port 9300 --data /srv/cenote', 'for a server started with these'],
    ['cenote env --profile cenote', 'then: aws --profile cenote cognito-idp list-user-pools --max-results 10'],
  ],
  flags: {
    profile: { value: 'NAME', description: 'Write a profile of this name into ~/.aws/config and ~/.aws/credentials' },
    force: { description: 'With --profile: replace a profile of that name that is for something else' },
  },
  settings: ['port', 'data', 'publicUrl', 'region'],
  async run(call) {
    const config = call.config();
    const credentials = await readRootCredentials(config.data);
    if (!credentials) {
      call.remark(`There is no root access key at ${credentialsPath(config.data)} yet: the first start makes it.
Start the server with the same settings, then call this again: cenote start --data ${config.data}`);
      return 1;
    }
    const [profile] = call.values('profile');
    if (call.has('force') && !profile) throw new UsageError('--force goes with --profile NAME.');
    return profile === undefined
      ? printExports(call, config, credentials)
      : writeProfile(call, config, credentials, profile);
  },
};

function printExports({ print }: Call, config: Config, { accessKeyId, secretAccessKey }: RootCredentials): number {
  const variables = {
    AWS_ENDPOINT_URL: publicUrlOf(config),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: config.region,
    AWS_DEFAULT_REGION: config.region, // the AWS CLI and boto3 look at this one only
  };
  print(
    `export ${Object.entries(variables)
      .map(([name, value]) => `${name}=${quoted(value)}`)
      .join(' ')}`,
  );
  print('unset AWS_SESSION_TOKEN AWS_PROFILE'); // left over from elsewhere, they would win over the key
  return 0;
}

async function writeProfile(call: Call, config: Config, credentials: RootCredentials, name: string): Promise<number> {
  if (!/^[\w.@-]{1,64}$/.test(name)) throw new UsageError('A profile’s name is made of letters, digits and . _ - @');
  const files = awsFiles(call.environment);
  const profile = { ...credentials, name, endpointUrl: publicUrlOf(config), region: config.region };
  try {
    await writeAwsProfile(profile, files, call.has('force'));
  } catch (error) {
    if (!(error instanceof ProfileTaken)) throw error;
    call.remark(`Nothing was written: ${error.message}. Choose another name, or add --force to replace it.`);
    return 1;
  }
  call.print(`Wrote the profile “${name}” to ${files.config} and ${files.credentials}. Next:`);
  call.print(`  aws --profile ${name} cognito-idp list-user-pools --max-results 10`);
  return 0;
}
