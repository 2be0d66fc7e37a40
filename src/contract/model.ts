import identityPoolsTable from './models/cognito-identity.json' with { type: 'json' };
import userPoolsTable from './models/cognito-idp.json' with { type: 'json' };
import iamTable from './models/iam.json' with { type: 'json' };
import stsTable from './models/sts.json' with { type: 'json' };

/** How a caller shows who they are: an AWS signature, an access token in the body, or not at all. */
export type AuthKind = 'sigv4' | 'token' | 'none';

export interface OperationModel {
  readonly auth: AuthKind;
  readonly input: string;
  /** null where AWS answers with an empty body. */
  readonly output: string | null;
  readonly errors: readonly string[];
}

/** One shape of a constraint table. Members, list elements, map keys and map values are named shapes or primitives. */
export interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly sensitive?: boolean;
  /** A document that AWS Query percent-encodes in its answers. */
  readonly urlEncoded?: boolean;
}

/** What is known of one AWS service: its operations and the constraints on their inputs. */
export interface ServiceModel {
  /** The signing name, which is also the prefix of IAM actions. */
  readonly service: string;
  /** The failure that answers a broken constraint. */
  readonly invalidInput: 'invalidParameter' | 'validation' | 'validationError';
  /** What becomes of a signature on an operation that needs none. */
  readonly publicSignature: 'verified' | 'ignored';
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** A service that speaks AWS JSON. */
export interface JsonServiceModel extends ServiceModel {
  /** What stands before the dot in X-Amz-Target. */
  readonly target: string;
}

/** A service that speaks AWS Query: forms in, XML out. */
export interface QueryServiceModel extends ServiceModel {
  /** `Version` in requests: `2010-05-08`. */
  readonly apiVersion: string;
  /** The namespace of its answers. */
  readonly xmlNamespace: string;
}

export const userPoolsModel = userPoolsTable as unknown as JsonServiceModel;
export const identityPoolsModel = identityPoolsTable as unknown as JsonServiceModel;
export const iamModel = iamTable as unknown as QueryServiceModel;
export const stsModel = stsTable as unknown as QueryServiceModel;

const primitives: Readonly<Record<string, Shape>> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  number: { type: 'number' },
  timestamp: { type: 'timestamp' },
};

/** The shape of that name, or the primitive where the table uses one directly. Throws on a name the table lacks. */
export function shapeOf(model: ServiceModel, name: string): Shape {
  const shape = model.shapes[name] ?? primitives[name];
  if (!shape) throw new TypeError(`${model.service} has no shape named ${name}`);
  return shape;
}
