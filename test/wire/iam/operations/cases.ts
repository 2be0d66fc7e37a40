import type { Iam } from '#contract/aws.ts';
import type { Name, Scene } from './scene.ts';

/** Prepares what a call needs and answers its input. */
export type Prepared<Op extends Name> = (scene: Scene) => Promise<Iam[Op]['input']>;

/** What is shown of one operation. What `sharedRefusalsOf` shows of every operation with such an input is left out. */
export interface OperationCases<Op extends Name> {
  /** An input that succeeds. */
  readonly succeeds: Prepared<Op>;
  /** Holds the answer, and where it is empty what the call has done, against what was expected. */
  readonly answers: (answer: Iam[Op]['output'], scene: Scene, input: Iam[Op]['input']) => void | Promise<void>;
  /** By the error's code, and by its message; `*` stands for what differs from call to call. */
  readonly refuses?: Readonly<Record<string, Readonly<Record<string, Prepared<Op>>>>>;
  /** Errors that AWS declares and that nothing here leads to, with the reason. */
  readonly never?: Readonly<Record<string, string>>;
}

export type Cases = { readonly [Op in Name]?: OperationCases<Op> };
