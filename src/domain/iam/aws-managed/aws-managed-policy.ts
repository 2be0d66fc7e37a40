/** A managed policy that is AWS's: it can be attached and read, but not changed. */
export interface AwsManagedPolicy {
  /** `ANPA…` */
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly description: string;
  /** The number of AWS's version that this is. */
  readonly version: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly statements: readonly object[];
}
