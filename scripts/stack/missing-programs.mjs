import { canInstallDebianPackages, installDebianPackages } from './debian-packages.mjs';
import { inWords } from './install-advice.mjs';
import { askYesOrNo, isPersonPresent } from './terminal.mjs';
import { throwIfInterrupted } from './plain-stop.mjs';

/**
 * The Debian packages for each program. `mariadb-server-core` would bring the server without a
 * system service, but its name varies between releases; `mariadb-server` is the same everywhere.
 */
const debianPackages = {
  MariaDB: ['mariadb-server'],
  Redis: ['redis-server'],
  Chromium: ['chromium', 'fonts-liberation'],
};

/**
 * Installs missing programs where that is possible without a password, asking first when a person
 * sits at the terminal.
 *
 * @param {readonly ('MariaDB' | 'Redis' | 'Chromium')[]} missing
 * @returns {Promise<boolean>} false when nothing was installed
 */
export async function installMissing(missing, { env, terminal, signal, isAgreed }) {
  if (missing.length === 0 || !(await canInstallDebianPackages())) return false;
  const packages = missing.flatMap((name) => debianPackages[name]);
  if (!isAgreed && isPersonPresent(env)) {
    const question = `${inWords(missing)} not found. Install with apt-get: ${packages.join(' ')}?`;
    if (!(await askYesOrNo(question, { preset: true, signal }))) return false;
  }
  await terminal.step(`Installing ${packages.join(', ')} with apt-get`, () =>
    installDebianPackages(packages),
  );
  throwIfInterrupted(signal);
  return true;
}
