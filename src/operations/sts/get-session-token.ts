import { Failure } from '#domain/failures.ts';
import type { Call, Input, Output, Uses } from '../operation.ts';
import { mintCredentials } from '../steps/mint-credentials.ts';
import { refuseUnbuilt } from '../steps/refuse-unbuilt-sts.ts';
import { signer } from '../steps/signer.ts';

const twelveHours = 43_200;
const hour = 3_600;

/** Everything is optional, which the SDK's types hide. */
interface Asked {
  readonly DurationSeconds?: number | undefined;
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
}

/** Temporary credentials of a user, or of the root, with the same rights. */
export async function getSessionToken(
  input: Input<'GetSessionToken'> & Asked,
  uses: Uses<'secrets' | 'random' | 'clock' | 'settings'>,
  call: Call,
): Output<'GetSessionToken'> {
  const { kind, session, userName, userId, arn } = signer(call);
  if (session) throw new Failure('stsDenied', { reason: 'Cannot call GetSessionToken with session credentials' });
  refuseUnbuilt(input);
  const isRoot = kind === 'root';
  const seconds = Math.min(input.DurationSeconds ?? twelveHours, isRoot ? hour : Infinity);
  const credentials = mintCredentials(uses, seconds, {
    kind: isRoot ? 'root' : 'user',
    sessionName: userName ?? '',
    ...(!isRoot && { userName, userId, userArn: arn }),
  });
  return { Credentials: credentials };
}
