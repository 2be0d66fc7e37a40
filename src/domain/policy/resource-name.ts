import { arnFields } from './arn.ts';

/** The resource of a request, taken apart once for all the patterns that it is compared with. */
export interface ResourceName {
  readonly text: string;
  /** Undefined for what is no ARN, as `*` for actions without resource. */
  readonly fields: readonly string[] | undefined;
}

export const resourceName = (text: string): ResourceName => ({ text, fields: arnFields(text) });
