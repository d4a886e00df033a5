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
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return { code: error.code };
  return null;
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

const lostCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'POOL_CLOSED',
]);

/** Too many connections, server shutting down, connection killed. */
const lostNumbers = new Set([1040, 1053, 1927]);

/** The database cannot be reached or has gone away: nobody knows whether a commit in flight happened. */
export const isConnectionLost = (error: unknown): boolean => {
  const fault = driverErrorOf(error);
  if (fault === null) return false;
  if (fault.fatal === true) return true;
  return lostNumbers.has(fault.errno ?? 0) || lostCodes.has(fault.code ?? '');
};
