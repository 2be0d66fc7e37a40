import { Failure } from '#domain/failures.ts';
import { checkAttributes, refuseUnwritable, withAttributes } from '#domain/users/attributes.ts';
import { aliasesOf } from '#domain/users/names.ts';
import type { User } from '#domain/users/user.ts';
import { preparePassword, refuseReusedPassword, refuseWeakPassword, withPassword } from '../../prepare-password.ts';
import { attemptInSession, type Challenge } from '../challenge.ts';
import type { ChallengeAnswer, SignInUses } from '../context.ts';
import { missingAttributes } from '../new-password.ts';
import { requireParameter } from '../parameters.ts';
import { proceed } from '../proceed.ts';

const prefix = 'userAttributes.';

function attributesIn(parameters: Readonly<Record<string, string>>): Record<string, string> {
  const given = Object.entries(parameters).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(given.map(([name, value]) => [name.slice(prefix.length), value]));
}

/** What the user becomes; asked twice, because the user may have changed between the reading and the writing. */
function completed({ pool, client, attempt }: ChallengeAnswer, user: User, given: Record<string, string>): User {
  const stillThat = user.password?.setAt === attempt.passwordSetAt;
  if (user.status !== 'FORCE_CHANGE_PASSWORD' || !stillThat) throw new Failure('sessionInvalid');
  for (const attribute of ['email', 'phone_number'] as const) {
    const already = user.attributes[attribute];
    if (given[attribute] !== undefined && already && given[attribute] !== already)
      throw new Failure('cannotModifyProvided', { attribute });
  }
  refuseUnwritable(client, Object.keys(given));
  checkAttributes(pool, given, 'update');
  const missing = missingAttributes({ pool }, user).find((name) => !given[name]);
  if (missing) throw new Failure('invalidParameter', { reason: `Invalid attributes given, ${missing} is missing` });
  return { ...user, status: 'CONFIRMED', attributes: withAttributes(user.attributes, given) };
}

async function answer(uses: SignInUses, request: ChallengeAnswer) {
  const { pool, attempt, parameters } = request;
  const password = requireParameter(parameters, 'NEW_PASSWORD');
  const user = await uses.store.users.findBySub(pool.id, attempt.sub);
  if (!user) throw new Failure('sessionInvalid');
  if (await uses.store.once.isUsed(attempt.id)) throw new Failure('sessionUsed');
  const given = attributesIn(parameters);
  completed(request, user, given);
  refuseWeakPassword(pool, password);
  await refuseReusedPassword(uses, pool, user, password);
  const credential = await preparePassword(uses, pool, user.username, password);
  const modifiedAt = uses.clock.now();

  return proceed(uses, request, {
    user: { ...completed(request, user, given), temporaryUntil: undefined },
    attempt,
    typed: attempt.typed,
    proofs: attempt.proofs,
    async alsoWrite({ users }) {
      const changed = await users.change(pool.id, user.sub, (now) => ({
        ...withPassword(pool, completed(request, now, given), credential),
        modifiedAt,
      }));
      if (!changed) throw new Failure('sessionInvalid');
      await users.setAliases(pool.id, user.sub, aliasesOf(pool, changed.attributes));
    },
  });
}

export const newPasswordRequired: Challenge = {
  needs: ['USERNAME', 'NEW_PASSWORD'],
  attemptIn: attemptInSession,
  answer,
};
