import { PlainStop } from './plain-stop.mjs';
import { acceptsConnections } from './probe-servers.mjs';

/**
 * Checks that the server named by an environment variable answers. The message never repeats the
 * address as given, because it may hold a password.
 *
 * @param {string} variable
 * @param {string} value
 * @param {number} defaultPort
 */
export async function checkGivenServer(variable, value, defaultPort) {
  if (!URL.canParse(value)) {
    throw new PlainStop(`${variable} is not a URL. Expected: ${exampleOf(variable)}`);
  }
  const { hostname, port } = new URL(value);
  const number = port === '' ? defaultPort : Number(port);
  if (await acceptsConnections(number, hostname.replace(/^\[|\]$/g, ''))) return;
  throw new PlainStop(
    `${variable} is set, but nothing answers at ${hostname} port ${number}.\n` +
      `Start that server, or unset ${variable} to have a private one started.`,
  );
}

const exampleOf = (variable) =>
  variable.includes('REDIS') ? 'redis://:password@host:6379/0' : 'mysql://user:password@host:3306/database';
