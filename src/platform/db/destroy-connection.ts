import type { QueryRunner } from 'typeorm';

const isDestroyable = (connection: unknown): connection is { destroy(): void } =>
  connection !== null &&
  typeof connection === 'object' &&
  'destroy' in connection &&
  typeof connection.destroy === 'function';

/** Ends the connection behind a runner at once and takes it out of the pool; the server then undoes what was open on it. */
export const destroyConnection = async (runner: QueryRunner): Promise<void> => {
  const connection: unknown = await runner.connect();
  if (isDestroyable(connection)) connection.destroy();
};
