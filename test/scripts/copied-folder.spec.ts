import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect } from 'chai';

import { repositoryRoot } from '../architecture/planted-tree.js';

const script = async <T>(name: string): Promise<T> =>
  (await import(pathToFileURL(join(repositoryRoot, 'scripts/stack', `${name}.mjs`)).href)) as T;

interface Lock {
  readonly wasLeftBehind: boolean;
  release(): void;
}
interface Scripts {
  lockHolder(dataDir: string): { readonly pid: number } | null;
  takeDataLock(dataDir: string): Lock;
  openDataFolder(dataDir: string): void;
  createRunningRecord(dataDir: string): {
    addProcess(noted: object): void;
    addFacts(facts: object): void;
  };
  readRunningRecord(dataDir: string): { readonly facts: Readonly<Record<string, string>> } | null;
  clearLeftovers(dataDir: string): Promise<readonly string[]>;
  identityOf(pid: number): string | null;
}

const hasEnded = (process: ChildProcess): boolean => process.exitCode !== null || process.signalCode !== null;

describe('a folder copied while the demonstration runs in it', () => {
  let scripts: Scripts;
  let home: string;
  let original: string;
  let copy: string;
  let lock: Lock;
  let server: ChildProcess;

  before(async () => {
    const names = ['data-lock', 'data-folder', 'running-record', 'leftovers', 'process-identity'];
    scripts = Object.assign({}, ...(await Promise.all(names.map((name) => script(name))))) as Scripts;
  });
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'rehab-placements-copied-'));
    [original, copy] = [join(home, 'original'), join(home, 'copy')];
    scripts.openDataFolder(original);
    lock = scripts.takeDataLock(original);
    const program = 'setInterval(() => undefined, 1_000)';
    server = spawn(process.execPath, ['-e', program], { detached: true, stdio: 'ignore' });
    await new Promise((resolve) => server.once('spawn', resolve));
    const record = scripts.createRunningRecord(original);
    const pid = server.pid ?? 0;
    record.addProcess({ name: 'server', pid, identity: scripts.identityOf(pid), word: 'setInterval' });
    record.addFacts({ DATABASE_URL: 'mysql://the-original' });
    cpSync(original, copy, { recursive: true });
  });
  afterEach(() => {
    lock.release();
    server.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  });

  it('is not held by who holds the original, and can be taken', () => {
    expect(scripts.lockHolder(original)?.pid).to.equal(process.pid);
    expect(scripts.lockHolder(copy)).to.equal(null);
    const own = scripts.takeDataLock(copy);
    expect(own.wasLeftBehind, 'nothing of its own was left').to.equal(false);
    own.release();
    expect(() => scripts.takeDataLock(original)).to.throw('Already running from this folder');
  });

  it('does not know where the original runs, and stops nothing of it', async () => {
    expect(scripts.readRunningRecord(original)?.facts['DATABASE_URL']).to.equal('mysql://the-original');
    expect(scripts.readRunningRecord(copy)).to.equal(null);
    expect(await scripts.clearLeftovers(copy)).to.deep.equal([]);
    expect(hasEnded(server)).to.equal(false);
  });

  it('is another thing than the folder moved: that still clears up after itself', async () => {
    const moved = join(home, 'moved');
    renameSync(original, moved);
    expect(scripts.lockHolder(moved)?.pid).to.equal(process.pid);
    const ended = new Promise((resolve) => server.once('exit', resolve));
    expect(await scripts.clearLeftovers(moved)).to.have.length(1);
    await ended;
    renameSync(moved, original);
  });
});
