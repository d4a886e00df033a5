import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataPaths, openDataFolder } from './data-folder.mjs';
import { takeDataLock } from './data-lock.mjs';
import { removeVolumes } from './docker-engine.mjs';
import { readJson } from './json-file.mjs';
import { clearLeftovers } from './leftovers.mjs';
import { runCommand } from './lifecycle.mjs';
import { askYesOrNo, createTerminal, isPersonPresent } from './terminal.mjs';

/**
 * `npm run reset`: deletes the demonstration's data folder, so that the next start begins afresh.
 * Refuses while it is in use; asks first when a person sits at the terminal, unless `--yes`.
 *
 * @param {string} root the folder of the clone
 * @param {readonly string[]} args
 */
export function resetDemonstration(root, args) {
  const terminal = createTerminal(process.stdout);
  return runCommand(terminal, { interruptedCode: 130 }, async (life) => {
    const dataDir = join(root, '.data');
    if (!existsSync(dataDir)) {
      terminal.say('Nothing to remove: there is no demonstration data here.');
      return 0;
    }
    openDataFolder(dataDir);
    const lock = takeDataLock(dataDir);
    life.onClose(lock.release);
    if (!args.includes('--yes') && isPersonPresent(process.env)) {
      const question = `Delete all demonstration data in ${dataDir}?`;
      const { signal } = life;
      if (!(await askYesOrNo(question, { preset: false, signal }))) {
        terminal.say('Nothing was removed.');
        return 0;
      }
    }
    for (const sentence of await clearLeftovers(dataDir)) terminal.note(sentence);
    if (readJson(dataPaths(dataDir).settings)?.usesDocker) await removeVolumes(dataDir);
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    terminal.say(`Removed ${dataDir}. The next "npm start" begins afresh.`);
    return 0;
  });
}
