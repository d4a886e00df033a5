/** The oldest Node.js that runs every package used: `require` of modules came with 20.19. */
const oldestNode = [20, 19];

/**
 * Ends with a plain message on an older Node.js. Imported alone and first, so that it is read before
 * anything that an older Node.js cannot read.
 */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  console.error(
    `Node.js ${oldestNode.join('.')} or later is needed; this is ${version}.\n` +
      'Install a current long-term release from https://nodejs.org and run the command again.',
  );
  process.exit(1);
}
