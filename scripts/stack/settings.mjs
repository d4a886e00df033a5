import { randomBytes } from 'node:crypto';
import { dataPaths } from './data-folder.mjs';
import { readJson, writeJson } from './json-file.mjs';

const secret = () => randomBytes(16).toString('hex');

/**
 * The passwords and the ports of one data folder: made once, kept with mode 600, the
 * same at every later start. Hexadecimal throughout, so nothing needs escaping in a URL or in SQL.
 *
 * @param {string} dataDir
 */
export function openSettings(dataDir) {
  const path = dataPaths(dataDir).settings;
  const kept = readJson(path) ?? {};
  const settings = {
    databasePassword: secret(),
    adminPassword: secret(),
    redisPassword: secret(),
    ...kept,
  };
  const save = () => writeJson(path, settings);
  save();
  return {
    values: settings,
    remember: (changes) => {
      Object.assign(settings, changes);
      save();
    },
  };
}
