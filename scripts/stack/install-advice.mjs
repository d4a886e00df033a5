/** How each missing program is installed, by system. */
const commands = {
  MariaDB: { debian: 'mariadb-server', fedora: 'mariadb-server', macos: 'mariadb' },
  Redis: { debian: 'redis-server', fedora: 'valkey', macos: 'redis' },
  Chromium: {
    debian: 'chromium fonts-liberation',
    fedora: 'chromium liberation-fonts',
    macos: '--cask google-chrome',
  },
};

/** @param {readonly string[]} names */
export const inWords = (names) => new Intl.ListFormat('en-GB').format(names);

/**
 * The one message shown when something is missing and cannot be installed from here.
 * @param {readonly ('MariaDB' | 'Redis' | 'Chromium')[]} missing
 */
export function installAdvice(missing) {
  const names = (system) => missing.map((name) => commands[name][system]).join(' ');
  const macos = missing.map((name) => `brew install ${commands[name].macos}`).join(' && ');
  const servers = missing.filter((name) => name !== 'Chromium');
  const lines = [
    `${inWords(missing)} ${missing.length === 1 ? 'is' : 'are'} needed and not installed, and cannot be installed from here.`,
    'Install with one of these, then run the same command again:',
    '',
    `  Debian, Ubuntu:  sudo apt-get install --no-install-recommends ${names('debian')}`,
    `  Fedora:          sudo dnf install ${names('fedora')}`,
    `  macOS:           ${macos}`,
  ];
  if (servers.length > 0) {
    lines.push(
      '',
      'Starting Docker does as well (the official images are used then), and so does pointing',
      'DATABASE_URL and REDIS_URL at servers you already have.',
    );
  } else {
    lines.push('', 'Or set CHROMIUM_PATH to a Chromium or Chrome you already have.');
  }
  return lines.join('\n');
}
