import type { UserPools } from '#contract/aws.ts';
import type { Name, Scene } from './scene.ts';

/** Prepares what a call needs and answers its input. */
export type Prepared<Op extends Name> = (scene: Scene) => Promise<UserPools[Op]['input']>;

/** What is shown of one operation: an input that succeeds, and for each of its errors one that provokes it. */
export interface OperationCases<Op extends Name> {
  readonly succeeds: Prepared<Op>;
  /** Holds the answer against what was expected. */
  readonly answers?: (answer: UserPools[Op]['output'], scene: Scene) => void | Promise<void>;
  /** By the error's name without `Exception`. */
  readonly refuses?: Readonly<Record<string, Prepared<Op>>>;
  /** Errors that AWS declares and that nothing here leads to, with the reason. */
  readonly never?: Readonly<Record<string, string>>;
}

export type Cases = { readonly [Op in Name]?: OperationCases<Op> };
