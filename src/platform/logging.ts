import { pino, type Logger } from 'pino';

export type { Logger };

/**
 * Structured logs on standard output: ids, counts and codes only. What a person typed, names and identifiers
 * are never passed in; `err` keeps the type and stack of a fault but not the values of a statement.
 */
export const createLogger = (level: string, process: string): Logger =>
  pino({
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: {
      err: (error: unknown) =>
        error instanceof Error
          ? {
              name: error.name,
              message: error.name === 'QueryFailedError' ? 'a statement failed' : error.message,
              stack: error.stack?.split('\n').slice(1, 8).join('\n'),
              cause: error.cause instanceof Error ? error.cause.name : undefined,
              errno: 'errno' in error ? error.errno : undefined,
            }
          : String(error),
    },
  });
