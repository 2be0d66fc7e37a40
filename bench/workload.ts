import type { HttpConnection } from './http-connection.ts';
import type { PrimitiveName } from './primitives/primitive.ts';
import type { Site } from './site.ts';

/** One piece of what a workload cannot do without. */
export interface Part {
  readonly primitive: PrimitiveName;
  readonly times: number;
  readonly why: string;
}

/** Does the operation once. @throws Error when the answer is not the right one */
export type Operation = (connection: HttpConnection, turn: number) => Promise<void>;

/** Something a server is asked to do, over and over. */
export interface Workload {
  readonly name: string;
  /** How many do it at a time. */
  readonly concurrency: number;
  /**
   * How many HTTP exchanges it takes; their bare cost is measured with the same bytes. None: it is a piece of the server's
   * work, too small to be seen beside an exchange, and done by the process that would otherwise make the load.
   */
  readonly exchanges: number;
  /** What it takes beyond its HTTP exchanges. */
  readonly parts: readonly Part[];
  /** The server's CPU time over the sum of the parts should not be more than this. */
  readonly aim?: number;
  /** A second of one core should do at least so many. */
  readonly rate?: number;
  /** Workloads that do the same in pools of different size, and the size in this one. */
  readonly scale?: { readonly series: string; readonly users: number };
  /** Makes everything ready that is not to be measured. */
  prepare(site: Site, connection: HttpConnection): Promise<Operation>;
}

/** Sends a request and answers what comes back. @throws Error unless it succeeds */
export async function exchange(connection: HttpConnection, request: string): Promise<string> {
  const { status, body } = await connection.send(request);
  if (status !== 200) throw new Error(`The server answered ${status}: ${body.slice(0, 300)}`);
  return body;
}

/** Sends a request and answers the JSON that comes back. @throws Error unless it succeeds */
export async function ask<Answer>(connection: HttpConnection, request: string): Promise<Answer> {
  const body = await exchange(connection, request);
  return (body === '' ? {} : JSON.parse(body)) as Answer;
}

/** Answers the element whose turn it is. */
export const inTurn = <Item>(items: readonly Item[], turn: number): Item => items[turn % items.length] as Item;
