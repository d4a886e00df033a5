import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * Reads a small JSON file; `null` when it is missing or half written.
 * @param {string} path
 */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Replaces a small JSON file in one move, readable by its owner alone (it may hold passwords).
 * @param {string} path
 * @param {unknown} content
 */
export function writeJson(path, content) {
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}
