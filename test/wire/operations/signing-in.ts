import type { Place, Scene } from './scene.ts';

/** What provokes the errors of an operation and of its Admin twin: the input with the pool, which only the twin takes. */
export type OfBoth<Input> = Readonly<
  Record<string, Readonly<Record<string, (scene: Scene) => Promise<Input & { UserPoolId: string }>>>>
>;

/** The same without the pool, as an app sends it. */
export const publicly = <Input>(shown: OfBoth<Input>) =>
  Object.fromEntries(
    Object.entries(shown).map(([error, provoked]) => [
      error,
      Object.fromEntries(
        Object.entries(provoked).map(([message, prepare]) => [
          message,
          async (scene: Scene) => {
            const { UserPoolId: _, ...input } = await prepare(scene);
            return input as Input;
          },
        ]),
      ),
    ]),
  );

/** A confirmed user. */
export const somebody = async (scene: Scene): Promise<{ place: Place; UserPoolId: string; Username: string }> => {
  const place = await scene.place();
  return { place, UserPoolId: place.UserPoolId, Username: await scene.user(place) };
};
/** Somebody who has not typed the code yet. */
export const unconfirmed = async (scene: Scene) => {
  const place = await scene.place();
  return { place, Username: (await scene.newcomer(place)).Username };
};
/** Somebody whose password an administrator has voided. */
export const reset = async (scene: Scene) => {
  const who = await somebody(scene);
  await scene.send('AdminResetUserPassword', who);
  return who;
};
