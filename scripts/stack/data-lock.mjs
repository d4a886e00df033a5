import { linkSync, readFileSync, renameSync, unlinkSync } from 'node:fs';
import { readJson, writeJson } from './json-file.mjs';
import { dataPaths, folderMark, isNoteOf } from './data-folder.mjs';
import { identityOf, isStillRunning } from './process-identity.mjs';
import { PlainStop } from './plain-stop.mjs';

const isLive = (dataDir, holder) => isNoteOf(dataDir, holder) && isStillRunning(holder);

/**
 * Who holds the data folder now, or `null`. A lock whose process is gone counts as free, and so does one that was
 * copied along from another folder.
 * @param {string} dataDir
 * @returns {{ pid: number, since: string } | null}
 */
export function lockHolder(dataDir) {
  const holder = readJson(dataPaths(dataDir).lock);
  return isLive(dataDir, holder) ? holder : null;
}

/**
 * Takes the data folder for this process. Refuses plainly while another live process has it.
 *
 * Race: the lock appears complete in one step (a hard link), so nobody reads half of it; a stale one
 * is moved away and looked at again before it is dropped, so two newcomers cannot both win.
 *
 * @param {string} dataDir
 * @returns {{ wasLeftBehind: boolean, release: () => void }} `wasLeftBehind` when an earlier start
 *   ended without cleaning up
 */
export function takeDataLock(dataDir) {
  const path = dataPaths(dataDir).lock;
  const draft = `${path}.${process.pid}`;
  writeJson(draft, {
    folder: folderMark(dataDir),
    pid: process.pid,
    identity: identityOf(process.pid),
    since: new Date().toISOString(),
  });
  let wasLeftBehind = false;
  try {
    for (;;) {
      try {
        linkSync(draft, path);
        break;
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      const holder = readJson(path);
      if (isLive(dataDir, holder)) throw new PlainStop(alreadyRunning(dataDir, holder));
      wasLeftBehind ||= isNoteOf(dataDir, holder);
      dropStaleLock(dataDir, path);
    }
  } finally {
    unlinkSync(draft);
  }
  return { wasLeftBehind, release: () => releaseLock(path) };
}

function dropStaleLock(dataDir, path) {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (isLive(dataDir, readJson(aside))) linkSync(aside, path);
  unlinkSync(aside);
}

function releaseLock(path) {
  try {
    if (JSON.parse(readFileSync(path, 'utf8')).pid === process.pid) unlinkSync(path);
  } catch {
    // Already gone: nothing is held any more, which is what was wanted.
  }
}

function alreadyRunning(dataDir, holder) {
  const address = readJson(dataPaths(dataDir).running)?.facts?.address;
  return (
    `Already running from this folder: process ${holder.pid}, since ${holder.since}` +
    `${address ? `, at ${address}` : ''}.\n` +
    `Stop it with Ctrl-C in its terminal, or with: kill -INT ${holder.pid}`
  );
}
