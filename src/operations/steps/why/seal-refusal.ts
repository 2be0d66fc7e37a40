import { authorizationMessage } from '#domain/policy/authorization-message.ts';
import type { Principal } from '#ports/access-keys.ts';
import type { Uses } from '../../operation.ts';
import type { AccessStory } from './access-story.ts';

/** As long as DecodeAuthorizationMessage takes them. */
const longest = 10_240;

/** A refusal as an encoded message, which DecodeAuthorizationMessage opens; undefined where it would be too long for it. */
export function sealRefusal(
  { secrets }: Uses<'secrets'>,
  { request, decision }: AccessStory,
  { arn, accountId, userId = accountId, userName }: Principal,
): string | undefined {
  const message = authorizationMessage(request, decision, { id: userId, name: userName, arn });
  const sealed = secrets.seal(JSON.stringify(message), 'authorization-message');
  return sealed.length <= longest ? sealed : undefined;
}
