import {
  accessToken,
  attributesOf,
  byMail,
  confirmedUser,
  passwordClient,
  storedUser,
  type ClientInput,
  type PoolInput,
} from './people.ts';
import { openWorld } from './world.ts';

/** A pool with a confirmed, signed-in Ada, and what she can do. */
export async function signedInAda(
  pool: PoolInput = byMail,
  client: ClientInput = {},
  name = 'ada',
  attributes?: Record<string, string>,
) {
  const world = await openWorld();
  const place = await world.pool(pool, { ...passwordClient, ...client });
  const sub = await confirmedUser(world, place, name, attributes);
  const token = await accessToken(world, place, name);
  const update = (values: Record<string, string>) =>
    world.run('UpdateUserAttributes', { AccessToken: token, UserAttributes: attributesOf(values) });
  const verify = (Code: string, AttributeName = 'email') =>
    world.run('VerifyUserAttribute', { AccessToken: token, AttributeName, Code });
  const attributesNow = async () => (await storedUser(world, place, sub)).attributes;
  return {
    world,
    place,
    sub,
    token,
    update,
    verify,
    attributesNow,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}
