import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PlainStop } from './plain-stop.mjs';

/** The files and folders kept in a data folder, each with what it is for. */
export const dataPaths = (dataDir) => ({
  lock: join(dataDir, 'lock.json'),
  running: join(dataDir, 'running.json'),
  settings: join(dataDir, 'settings.json'),
  logs: join(dataDir, 'logs'),
  mariadb: join(dataDir, 'mariadb'),
  mariadbDraft: join(dataDir, 'mariadb.unfinished'),
  mariadbInit: join(dataDir, 'mariadb-init.sql'),
  mariadbTemporary: join(dataDir, 'mariadb.temporary'),
  redis: join(dataDir, 'redis'),
  redisConfig: join(dataDir, 'redis.conf'),
  dockerEnvironment: join(dataDir, 'docker.env'),
});

/**
 * What tells a data folder from a copy of it made elsewhere: its number on this machine's disks. Notes about processes
 * that were copied along speak of the original's, which this folder may not command.
 * @param {string} dataDir
 */
export function folderMark(dataDir) {
  const { dev, ino } = statSync(dataDir);
  return `${dev}:${ino}`;
}

/**
 * Whether a note kept in a data folder was written for this very folder; notes of a release that did not say are.
 * @param {string} dataDir
 * @param {{ folder?: string } | null} note
 */
export const isNoteOf = (dataDir, note) =>
  note !== null && (note.folder === undefined || note.folder === folderMark(dataDir));

/**
 * Makes the data folder, private to its owner. Refuses one that belongs to somebody else: database
 * files of mixed ownership can be opened by neither.
 * @param {string} dataDir
 */
export function openDataFolder(dataDir) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const owner = statSync(dataDir).uid;
  if (process.getuid && owner !== process.getuid()) {
    throw new PlainStop(
      `The data folder ${dataDir} belongs to another user (number ${owner}; you are ${process.getuid()}).\n` +
        'Start as that user, or remove the folder to begin afresh.',
    );
  }
  mkdirSync(dataPaths(dataDir).logs, { recursive: true });
}
