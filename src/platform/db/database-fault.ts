import { QueryFailedError } from 'typeorm';

interface DriverError {
  readonly errno?: number;
  readonly code?: string;
  readonly sqlMessage?: string;
  /** The driver's word for: this connection is of no more use. */
  readonly fatal?: boolean;
}

const driverErrorOf = (error: unknown): DriverError | null => {
  if (error instanceof QueryFailedError) {
    const driverError: unknown = error.driverError;
    return driverError !== null && typeof driverError === 'object' ? driverError : null;
  }
  // A fault of connecting comes as the driver made it.
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return null;
  const errno = 'errno' in error && typeof error.errno === 'number' ? error.errno : undefined;
  return { code: error.code, ...(errno === undefined ? {} : { errno }) };
};

/** Deadlock, lock wait, snapshot conflict, cluster not ready: the whole transaction may be tried again. */
const retryable = new Set([1213, 1205, 1020, 1047]);

/** Whether nothing was done and the same work may simply be tried again. */
export const isRetryable = (error: unknown): boolean => {
  const errno = driverErrorOf(error)?.errno;
  return errno !== undefined && retryable.has(errno);
};

/** The name of the unique key that refused a row, or null when the fault is another. */
export const duplicateKeyOf = (error: unknown): string | null => {
  const fault = driverErrorOf(error);
  if (fault?.errno !== 1062) return null;
  const named = /for key '(?:[^'.]*\.)?([^']+)'/.exec(fault.sqlMessage ?? '');
  return named?.[1] ?? 'unknown';
};

/** The driver's word for a statement that took longer than it may. */
const statementTimedOut = 'PROTOCOL_SEQUENCE_TIMEOUT';

const awayCodes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'PROTOCOL_CONNECTION_LOST', 'POOL_CLOSED'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ECONNABORTED'],
  statementTimedOut,
]);

/** A server that takes no writes: it was the writer, and a fresh connection may find the one that is now. */
const readOnlyNumbers = new Set([1290, 1792, 1836]);

/**
 * Faults of the server and not of the statement, by their number. Source: the error lists of MariaDB and MySQL.
 * Left out on purpose is every number that says a statement or a right is wrong (1064, 1142, 1146): those are ours.
 */
const awayNumbers = new Set([
  ...readOnlyNumbers,
  // Too many connections: of all, of one user, in an hour. Host blocked.
  ...[1040, 1203, 1226, 1129],
  // Signing in is refused: password changed, account locked, password expired.
  ...[1045, 1698, 1862, 3118, 4151],
  // Shutting down, connection killed, the network between broke.
  ...[1053, 1077, 1079, 1927, 1158, 1159, 1160, 1161, 4031],
  // A statement was stopped: by hand, by the server's own limit of time.
  ...[1317, 1969, 3024],
  // No room or no memory: for the data, for a temporary table, for sorting.
  ...[1021, 1037, 1038, 1041, 1114],
]);

/**
 * The database cannot do it now, whatever was asked: it cannot be reached, has gone away, or stopped the work. When a
 * connection broke, nobody knows whether a commit in flight happened.
 */
export const isDatabaseAway = (error: unknown): boolean => {
  const fault = driverErrorOf(error);
  if (fault === null) return false;
  if (fault.fatal === true) return true;
  return awayNumbers.has(fault.errno ?? 0) || awayCodes.has(fault.code ?? '');
};

/**
 * Whether the connection a statement failed on must not be used again: the statement may still be under way there, or
 * the server behind it takes no writes any more.
 *
 * @param driverError - the driver's own fault
 */
export const leavesConnectionUnusable = (driverError: unknown): boolean => {
  if (driverError === null || typeof driverError !== 'object') return false;
  const { code, errno }: DriverError = driverError;
  return code === statementTimedOut || (errno !== undefined && readOnlyNumbers.has(errno));
};

/** Why a first connection failed, in words for an operator. */
const connectTexts: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no machine has that name',
  EAI_AGAIN: 'the name of the machine cannot be looked up',
  ETIMEDOUT: 'it does not answer',
  ER_ACCESS_DENIED_ERROR: 'it refuses this user and password',
  ER_DBACCESS_DENIED_ERROR: 'it does not let this user into this database',
  ER_BAD_DB_ERROR: 'it has no database of that name',
};

/** Why a connection could not be made; null for a fault that is not about connecting. */
export const connectFaultText = (error: unknown): string | null => {
  const code = driverErrorOf(error)?.code ?? '';
  return connectTexts[code] ?? (isDatabaseAway(error) ? code : null);
};
