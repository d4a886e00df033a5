import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect } from 'chai';

import { repositoryRoot } from '../architecture/planted-tree.js';

interface Kept {
  readonly pid: number;
  readonly logFile: string;
  readonly exited: Promise<string>;
  begin(): void;
}
type StartKept = (plan: object, run: object, limits: object) => Promise<Kept>;

describe('a program of the demonstration that dies', () => {
  let startKept: StartKept;
  let logs: string;
  let closers: (() => Promise<void>)[];
  let notes: string[];
  let noted: Set<number>;
  /** Called when a process was noted, with its number. */
  let whenStarted: (pid: number) => void;

  before(async () => {
    const path = join(repositoryRoot, 'scripts/stack/keep-running.mjs');
    ({ startKept } = (await import(pathToFileURL(path).href)) as { startKept: StartKept });
  });
  beforeEach(() => {
    logs = mkdtempSync(join(tmpdir(), 'rehab-placements-kept-'));
    [closers, notes, noted, whenStarted] = [[], [], new Set(), () => undefined];
  });
  afterEach(async () => {
    for (const close of closers) await close();
    rmSync(logs, { recursive: true, force: true });
  });

  const start = (program: string, atMost: number): Promise<Kept> =>
    startKept(
      { name: 'worker', command: process.execPath, args: ['-e', program], logs, graceMs: 5_000 },
      {
        record: {
          addProcess: ({ pid }: { readonly pid: number }) => {
            noted.add(pid);
            whenStarted(pid);
          },
          removeProcess: (pid: number) => noted.delete(pid),
        },
        terminal: {
          note: (text: string) => notes.push(text),
          step: (_label: string, work: () => Promise<unknown>) => work(),
        },
        life: {
          signal: new AbortController().signal,
          hurrySignal: new AbortController().signal,
          onClose: (close: () => Promise<void>) => closers.push(close),
          watch: () => undefined,
        },
      },
      { atMost, withinMs: 600_000, pauseMs: 0 },
    );
  const runsOn = "console.log('started'); setInterval(() => undefined, 1_000)";

  it('is started again, which is said, and its log goes on', async () => {
    const server = await start(runsOn, 5);
    server.begin();
    const first = server.pid;
    const second = await new Promise<number>((resolve) => {
      whenStarted = resolve;
      process.kill(first, 'SIGKILL');
    });
    expect(second).to.not.equal(first);
    expect([server.pid, [...noted]]).to.deep.equal([second, [second]]);
    expect(notes.join()).to.contain('worker ended unexpectedly (signal SIGKILL): it is started again');
    for (const close of closers.splice(0)) await close();
    expect([...noted], 'and stops with the rest').to.deep.equal([]);
  });

  it('is given up where it dies again and again, with everything it said in one log', async () => {
    let starts = 0;
    whenStarted = () => {
      starts += 1;
    };
    const server = await start("console.log('I cannot'); process.exit(3)", 3);
    server.begin();
    expect(await server.exited).to.equal('exit code 3');
    expect(starts, 'once, and three times again').to.equal(4);
    expect(readFileSync(server.logFile, 'utf8').match(/I cannot/g)).to.have.length(4);
    expect([...noted]).to.deep.equal([]);
  });

  it('is not started again before everything was ready: then the start has failed', async () => {
    const server = await start('process.exit(2)', 5);
    expect(await server.exited).to.equal('exit code 2');
    expect(notes).to.deep.equal([]);
  });
});
