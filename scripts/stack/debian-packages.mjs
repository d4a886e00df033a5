import { existsSync, readFileSync } from 'node:fs';
import { PlainStop } from './plain-stop.mjs';
import { findPrivilege, runAsRoot } from './privilege.mjs';
import { lastLines } from './run-program.mjs';

/** Debian asks this file whether a newly installed service may start; 101 means no. */
const policyFile = '/usr/sbin/policy-rc.d';
const ourPolicy = '#!/bin/sh\n# Written by rehab-placements while it installs packages.\nexit 101\n';

/** The system services these packages would bring; we run private instances instead. */
const servicesOf = { 'mariadb-server': 'mariadb', 'redis-server': 'redis-server' };

/** Another installation may be under way; wait for it rather than fail. */
const lockWaitSeconds = 180;

/** True on Debian, Ubuntu and their descendants. */
export function isDebianLike() {
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/etc/os-release')) return false;
  return /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Whether packages can be installed here without a password. */
export async function canInstallDebianPackages() {
  return isDebianLike() && (await findPrivilege()) !== null;
}

/**
 * Installs Debian packages without starting or enabling the services in them. Runs to its end even
 * when a stop is asked for: a half-installed package is worse than a short wait.
 *
 * @param {readonly string[]} packages
 */
export async function installDebianPackages(packages) {
  const privilege = await findPrivilege();
  if (privilege === null) throw new PlainStop('Installing packages needs root or passwordless sudo.');
  const apt = (...args) =>
    runAsRoot(privilege, ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args]);
  const services = packages.map((name) => servicesOf[name]).filter(Boolean);
  const newServices = services.filter((name) => !isServiceKnown(name));
  const isPolicyOurs = await forbidServiceStarts(privilege);
  try {
    // One unreachable source fails the update although the rest is fresh; installing decides.
    const update = await apt('update');
    const { code, output } = await apt(
      ...['--yes', '-o', `DPkg::Lock::Timeout=${lockWaitSeconds}`],
      ...['install', '--no-install-recommends', ...packages],
    );
    if (code !== 0) {
      const said = lastLines(`${update.output}\n${output}`);
      throw new PlainStop(`apt-get install ${packages.join(' ')} failed:\n${said}`);
    }
    await switchOff(privilege, newServices);
  } finally {
    if (isPolicyOurs) await runAsRoot(privilege, ['rm', '-f', policyFile]);
  }
}

const isServiceKnown = (name) =>
  existsSync(`/lib/systemd/system/${name}.service`) || existsSync(`/etc/init.d/${name}`);

/** Leaves an administrator's own policy alone. */
async function forbidServiceStarts(privilege) {
  if (existsSync(policyFile) && readFileSync(policyFile, 'utf8') !== ourPolicy) return false;
  await runAsRoot(privilege, ['tee', policyFile], { input: ourPolicy });
  await runAsRoot(privilege, ['chmod', '755', policyFile]);
  return true;
}

/** Services that came with this installation neither run now nor start with the machine. */
async function switchOff(privilege, services) {
  if (services.length === 0 || !existsSync('/run/systemd/system')) return;
  await runAsRoot(privilege, ['systemctl', 'disable', '--now', ...services]);
}
