import { rmSync } from 'node:fs';
import { readJson, writeJson } from './json-file.mjs';
import { dataPaths, folderMark, isNoteOf } from './data-folder.mjs';

/**
 * The note of what runs on a data folder: the processes started (to find them again should this
 * program be killed) and the connection facts (for commands that join the running demonstration).
 * Kept in `running.json`, readable by its owner alone.
 *
 * @param {string} dataDir
 */
export function createRunningRecord(dataDir) {
  const path = dataPaths(dataDir).running;
  const record = { folder: folderMark(dataDir), processes: [], containers: [], facts: {} };
  const save = () => writeJson(path, record);
  return {
    addProcess: ({ name, pid, identity, word }) => {
      record.processes.push({ name, pid, identity, word });
      save();
    },
    removeProcess: (gone) => {
      record.processes = record.processes.filter(({ pid }) => pid !== gone);
      save();
    },
    addContainer: (name) => {
      record.containers.push(name);
      save();
    },
    addFacts: (facts) => {
      Object.assign(record.facts, facts);
      save();
    },
    remove: () => rmSync(path, { force: true }),
  };
}

/**
 * The note of what runs on this data folder; `null` when there is none, or only one copied along from another folder.
 * @param {string} dataDir
 * @returns {{
 *   processes: { name: string, pid: number, identity: string, word: string }[],
 *   containers: string[], facts: Record<string, string>,
 * } | null}
 */
export function readRunningRecord(dataDir) {
  const record = readJson(dataPaths(dataDir).running);
  return isNoteOf(dataDir, record) ? record : null;
}
