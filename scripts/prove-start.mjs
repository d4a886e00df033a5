import { resolve } from 'node:path';
import { startDemonstration } from './prove-start/demonstration.mjs';
import { createVisitor } from './prove-start/visitor.mjs';
import { choosePort } from './stack/free-port.mjs';

/**
 * Proves `npm start` on the clean clone named on the command line: it becomes ready, a visitor signs
 * in and sees the three pages, Ctrl-C leaves nothing behind, and a second start still knows the first
 * one's session, so the data was kept.
 */
const pages = ['/board', '/waiting-list', '/target'];
const folder = resolve(process.argv[2] ?? '.');
const port = await choosePort(undefined);

const first = await startDemonstration(folder, port);
let visitor;
try {
  visitor = await signInAndLook(first);
} finally {
  await first.stop();
}
const second = await startDemonstration(folder, port);
try {
  await requirePages(visitor);
} finally {
  await second.stop();
}
console.log(
  `npm start: ready in ${first.seconds.toFixed(1)} s the first time and ${second.seconds.toFixed(1)} s the second; ` +
    `/sign-in, ${pages.join(', ')} served; both stops clean; data kept`,
);

/** The first of the printed sign-ins that may see all three pages. */
async function signInAndLook({ address, signIns }) {
  if (signIns.length === 0) throw new Error('npm start printed no demonstration sign-ins');
  const attempts = [];
  for (const signIn of signIns) {
    const candidate = createVisitor(address);
    if (!(await candidate.signIn(signIn))) {
      attempts.push(`${signIn.userName}: sign-in refused`);
      continue;
    }
    const statuses = await statusesOf(candidate);
    if (statuses.every((status) => status === 200)) return candidate;
    attempts.push(`${signIn.userName}: ${pages.map((page, at) => `${page} ${statuses[at]}`).join(', ')}`);
  }
  throw new Error(`No demonstration sign-in sees all three pages:\n  ${attempts.join('\n  ')}`);
}

async function statusesOf(candidate) {
  const statuses = [];
  for (const page of pages) {
    const { status, html } = await candidate.visit(page);
    statuses.push(status === 200 && !html.includes('<h1') ? 'has no heading' : status);
  }
  return statuses;
}

async function requirePages(candidate) {
  const statuses = await statusesOf(candidate);
  if (statuses.some((status) => status !== 200)) {
    throw new Error(`After the second start the session of the first saw ${statuses.join(', ')}`);
  }
}
