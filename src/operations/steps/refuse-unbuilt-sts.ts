import { Failure } from '#domain/failures.ts';

interface Asked {
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
  readonly ProvidedContexts?: readonly unknown[] | undefined;
  readonly MinimumSessionTokenSize?: number | undefined;
}

/**
 * Refuses what STS does not do here. There are no MFA devices for IAM users, so any code is one of an unknown device.
 * @throws Failure `stsDenied` in AWS's words, `notHonoured`
 */
export function refuseUnbuilt({ SerialNumber, TokenCode, ProvidedContexts, MinimumSessionTokenSize }: Asked): void {
  if (SerialNumber !== undefined || TokenCode !== undefined) {
    throw new Failure('stsDenied', {
      reason:
        'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    });
  }
  if (ProvidedContexts && ProvidedContexts.length > 0)
    throw new Failure('notHonoured', { setting: 'ProvidedContexts' });
  if (MinimumSessionTokenSize !== undefined) throw new Failure('notHonoured', { setting: 'MinimumSessionTokenSize' });
}
