import type { UserPools } from '#contract/aws.ts';
import type { Name, Scene } from './scene.ts';

/** Prepares what a call needs and answers its input. */
export type Prepared<Op extends Name> = (scene: Scene) => Promise<UserPools[Op]['input']>;

/** What provokes an error, by the error's message; `*` stands for what differs from call to call. */
type Provoked<Op extends Name> = Readonly<Record<string, Prepared<Op>>>;

/** What is shown of one operation. What `refusalsOfAll` shows of every operation with such an input is left out. */
export interface OperationCases<Op extends Name> {
  /** An input that succeeds; left out where nothing does yet, for the reason that `never.succeeds` gives. */
  readonly succeeds: Prepared<Op>;
  /** Holds the answer, and where it is empty what the call has done, against what was expected. */
  readonly answers?: (
    answer: UserPools[Op]['output'],
    scene: Scene,
    input: UserPools[Op]['input'],
  ) => void | Promise<void>;
  /** By the error's name without `Exception`. */
  readonly refuses?: Readonly<Record<string, Provoked<Op>>>;
  /** Errors that AWS declares and that nothing here leads to, with the reason; `succeeds` where nothing succeeds yet. */
  readonly never?: Readonly<Record<string, string>>;
}

export type Cases = { readonly [Op in Name]?: OperationCases<Op> };
