import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';

import { expect } from 'chai';

import { lintFaults, layerFaults } from './planted-faults.js';
import { repositoryRoot } from './planted-tree.js';

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8');

const filesUnder = (folder: string): readonly string[] =>
  existsSync(join(repositoryRoot, folder))
    ? readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(repositoryRoot.length + 1)
            .split(sep)
            .join('/'),
        )
    : [];

const manifest = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;

describe('a decision record', () => {
  const records = filesUnder('docs/adr').map((path) => ({ path, name: basename(path), text: read(path) }));
  const knownRules = new Set([...lintFaults, ...layerFaults].map(({ rule }) => rule));

  it('exists, and is named by a number of its own', () => {
    expect(records).to.have.length.above(0);
    expect(
      records.map(({ name }) => name).filter((name) => !/^\d{4}(-[a-z0-9]+)+\.md$/.test(name)),
    ).to.deep.equal([]);
    const numbers = records.map(({ name }) => name.slice(0, 4));
    expect(
      numbers.filter((number, index) => numbers.indexOf(number) !== index),
      'numbers used twice',
    ).to.deep.equal([]);
  });

  it('says what was known, weighed, decided and what follows, under its own number', () => {
    const lacking = records.flatMap(({ name, text }) =>
      [
        new RegExp(`^# ${name.slice(0, 4)} `),
        /^## Context$/m,
        /^## Options$/m,
        /^## Decision$/m,
        /^## Consequences$/m,
      ]
        .filter((part) => !part.test(text))
        .map((part) => `${name} lacks ${part.source}`),
    );
    expect(lacking).to.deep.equal([]);
  });

  it('names the guard that keeps it true, and the guard exists', () => {
    const faults = records.flatMap(({ name, text }) => {
      const line = /^Guard: (.+)$/m.exec(text)?.[1];
      if (line === undefined) return [`${name} has no Guard line`];
      if (line.startsWith('none: review')) return [];
      const guards = [...line.matchAll(/`([^`]+)`/g)].map(([, guard]) => guard!);
      if (guards.length === 0) return [`${name} names no guard`];
      return guards
        .filter((guard) => !knownRules.has(guard) && !existsSync(join(repositoryRoot, guard)))
        .map((guard) => `${name}: neither a file nor a proven rule is called ${guard}`);
    });
    expect(faults).to.deep.equal([]);
  });
});

describe('a source file', () => {
  const sources = ['src', 'workers', 'config', 'migrations', 'test', 'scripts']
    .flatMap(filesUnder)
    .filter((path) => /\.(tsx?|[mc]?js|css)$/.test(path));
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
  const migration = /^\d{8}_\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.ts$/;

  it('and its folders are named in kebab-case; a migration starts with its date and time', () => {
    const wrong = sources.filter((path) => {
      const folders = path.split('/').slice(0, -1);
      const name = basename(path);
      const isNamed = path.startsWith('migrations/')
        ? migration.test(name) || name === 'already-there.ts'
        : kebab.test(name);
      return !isNamed || !folders.every((folder) => kebab.test(folder));
    });
    expect(wrong).to.deep.equal([]);
  });

  it('and its folders say what they are about, which a drawer for everything does not', () => {
    const drawers = new Set([
      'util',
      'utils',
      'helper',
      'helpers',
      'common',
      'misc',
      'manager',
      'data',
      'info',
    ]);
    const wrong = sources.filter((path) =>
      path
        .split('/')
        .some((segment) => drawers.has(segment.split('.')[0]!) || /(^|-)(utils?|helpers?)\b/.test(segment)),
    );
    expect(wrong).to.deep.equal([]);
  });
});

describe('a dependency', () => {
  const packages = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });

  it('is pinned to one exact version', () => {
    const exact = /^(npm:(@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+$/;
    expect(packages.filter(([, version]) => !exact.test(version))).to.deep.equal([]);
  });

  it('is explained in docs/dependencies.md, which explains nothing else', () => {
    const text = read('docs/dependencies.md');
    const explained = [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name!);
    expect(new Set(explained)).to.deep.equal(new Set(packages.map(([name]) => name)));
  });
});

describe('a file that is kept', () => {
  // Spelt so that this file holds none itself.
  const marker = new RegExp(`^(${'<'.repeat(7)} |${'>'.repeat(7)} |${'='.repeat(7)}$)`, 'm');

  it('holds no marker of a merge that was not finished', () => {
    const kept = execFileSync('git', ['ls-files', '-z'], { cwd: repositoryRoot, encoding: 'utf8' });
    const paths = kept.split('\0').filter((path) => path !== '' && existsSync(join(repositoryRoot, path)));
    expect(paths).to.include('CHANGELOG.md');
    expect(paths.filter((path) => marker.test(read(path)))).to.deep.equal([]);
    expect(marker.test(['one', '='.repeat(7), 'other'].join('\n'))).to.equal(true);
  });
});
