import { DatabaseUnavailable, MissingReference } from './errors.ts';

const codeOf = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code ?? '');

/** Serialization failure and deadlock: the database undid the transaction and asks for it again. */
export const isRepeatable = (error: unknown): boolean => codeOf(error) === '40001' || codeOf(error) === '40P01';

const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'ENOENT']);
// The driver gives these no code of their own.
const driverMessages =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout|timeout exceeded|timeout expired)/;

/** Class 08 and 57P0x: the server closes, restarts or is not ready. */
export const isConnectionLost = (error: unknown): boolean =>
  /^08|^57P0/.test(codeOf(error)) ||
  networkCodes.has(codeOf(error)) ||
  (error instanceof Error && driverMessages.test(error.message));

const reasons: Readonly<Record<string, string>> = {
  '25P03': 'a transaction took too long and was undone.',
  '28000': 'the server refuses this user.',
  '28P01': 'the server refuses this user name or password.',
  '3D000': 'the server has no database of that name.',
  '53100': "the server's disk is full.",
  '53200': 'the server is out of memory.',
  '53300': 'the server has no connection left; raise its max_connections.',
  '55P03': 'a lock was not free in time.',
  '57014': 'a statement took too long and was cancelled.',
  '25006': 'the server accepts no writes now (it is a standby).',
};

/** The error in words that say what to mend; as it is when it says nothing about the database's state. */
export function explainedPostgres(error: unknown): unknown {
  if (codeOf(error) === '23503') return new MissingReference(error);
  if (isRepeatable(error)) return new DatabaseUnavailable('a transaction kept colliding with others.', error);
  const reason = reasons[codeOf(error)];
  if (reason) return new DatabaseUnavailable(reason, error);
  return isConnectionLost(error) ? new DatabaseUnavailable('the server cannot be reached.', error) : error;
}
