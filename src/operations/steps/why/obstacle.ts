import type { Failure } from '#domain/failures.ts';
import type { ExplainedStep } from '../../admin/explained.ts';

/** Something that keeps an identity from its credentials. */
export interface Obstacle {
  readonly kind: string;
  readonly sentence: string;
  /** As the client is told. */
  readonly failure: Failure;
  /** What would take it away; each way by itself. */
  readonly ways: readonly (readonly ExplainedStep[])[];
}

/** An obstacle with one way round it. */
export const obstacle = (
  kind: string,
  sentence: string,
  failure: Failure,
  ...way: readonly ExplainedStep[]
): Obstacle => ({ kind, sentence, failure, ways: way.length > 0 ? [way] : [] });
