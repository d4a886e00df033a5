import { rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { expect } from 'chai';

import {
  cleanLayers,
  cleanLint,
  layerFaults,
  layerTargets,
  lintFaults,
  type PlantedFault,
} from './planted-faults.js';
import { plantTree, repositoryRoot, runNode, runTool } from './planted-tree.js';

/** File → names of the rules reported in it. */
type Reports = ReadonlyMap<string, ReadonlySet<string>>;

const filesOf = (faults: readonly PlantedFault[]): Record<string, string> =>
  Object.assign({}, ...faults.map((fault) => ({ ...fault.beside, [fault.path]: fault.text })));

function gather(pairs: readonly (readonly [file: string, rule: string])[]): Reports {
  const reports = new Map<string, Set<string>>();
  for (const [file, rule] of pairs) reports.set(file, (reports.get(file) ?? new Set()).add(rule));
  return reports;
}

const posix = (path: string): string => path.split(sep).join('/');

async function withTree<T>(
  files: Readonly<Record<string, string>>,
  use: (tree: string) => Promise<T>,
): Promise<T> {
  const tree = plantTree(files);
  try {
    return await use(tree);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

function expectFound(
  reports: Reports,
  faults: readonly PlantedFault[],
  clean: Readonly<Record<string, string>>,
): void {
  const missed = faults
    .filter((fault) => !reports.get(fault.path)?.has(fault.rule))
    .map(
      (fault) =>
        `${fault.path}: wanted ${fault.rule}, got ${[...(reports.get(fault.path) ?? [])].join(', ')}`,
    );
  expect(missed, 'planted faults that were not reported').to.deep.equal([]);
  const wronged = Object.keys(clean).flatMap((path) =>
    [...(reports.get(path) ?? [])].map((rule) => `${path}: ${rule}`),
  );
  expect(wronged, 'clean files that were reported').to.deep.equal([]);
}

async function lint(tree: string): Promise<Reports> {
  const { stdout, stderr } = await runTool(tree, 'eslint', 'eslint', ['.', '--format', 'json']);
  expect(stdout, stderr).to.match(/^\[/);
  const results = JSON.parse(stdout) as {
    filePath: string;
    messages: { ruleId: string | null; message: string }[];
  }[];
  return gather(
    results.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, message }) => [posix(relative(tree, filePath)), ruleId ?? message] as const),
    ),
  );
}

async function cruise(tree: string, folders: readonly string[]): Promise<Reports> {
  const { stdout, stderr } = await runTool(tree, 'dependency-cruiser', 'depcruise', [
    ...['--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    ...folders,
  ]);
  expect(stdout, stderr).to.match(/^\{/);
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  return gather(summary.violations.map(({ from, rule }) => [from, rule.name] as const));
}

/** The rules this repository wrote itself; those it borrows are proven where the planted faults name them. */
const ownLintRules = async (): Promise<readonly string[]> => {
  const configuration = (await import(join(repositoryRoot, 'eslint.config.mjs'))) as {
    default: { plugins?: { house?: { rules: object } } }[];
  };
  const own = configuration.default.find(({ plugins }) => plugins?.house)?.plugins?.house?.rules ?? {};
  expect(own).not.to.deep.equal({});
  return Object.keys(own).map((name) => `house/${name}`);
};

const layerRules = async (): Promise<readonly string[]> => {
  const configuration = (await import(join(repositoryRoot, '.dependency-cruiser.cjs'))) as {
    default: { forbidden: { name: string; comment?: string }[] };
  };
  const { forbidden } = configuration.default;
  for (const { name, comment } of forbidden)
    expect(comment, `the reason of ${name}`).to.have.length.above(40);
  return forbidden.map(({ name }) => name);
};

describe('the house rules', function () {
  this.timeout(120_000);

  it('are each proven by a planted lint fault, and leave clean neighbours alone', async () => {
    const proven = new Set(lintFaults.map(({ rule }) => rule));
    expect(
      (await ownLintRules()).filter((rule) => !proven.has(rule)),
      'rules without a planted fault',
    ).to.deep.equal([]);
    await withTree({ ...cleanLint, ...filesOf(lintFaults) }, async (tree) => {
      expectFound(await lint(tree), lintFaults, cleanLint);
    });
  });

  it('are each proven by a planted import across layers, and leave allowed imports alone', async () => {
    const rules = await layerRules();
    expect(new Set(layerFaults.map(({ rule }) => rule)), 'rules with a planted fault').to.deep.equal(
      new Set(rules),
    );
    await withTree({ ...layerTargets, ...cleanLayers, ...filesOf(layerFaults) }, async (tree) => {
      const reports = await cruise(tree, ['src', 'workers', 'config', 'migrations', 'test', 'scripts']);
      // Composition does not reach the planted faults, so what they alone use is rightly called unreachable.
      expectFound(reports, layerFaults, cleanLayers);
    });
  });

  it('report an export, a test support function and a package that nothing uses', () =>
    withTree(
      {
        'package.json': JSON.stringify({ type: 'module', dependencies: { zod: '4.6.7', express: '5.3.0' } }),
        'scripts/dead-code.exceptions.json': JSON.stringify({
          exports: { 'src/kept.ts#kept': 'For the test.', 'src/used.ts#used': 'No longer needed.' },
          packages: {},
        }),
        'src/server.ts': `import { z } from 'zod';\nimport { used } from './used.js';\nexport const s = z.literal(used);\n`,
        'src/used.ts': `export interface Shape {\n  readonly a: number;\n}\nexport const used = 1;
export const dead = (shape: Shape): number => shape.a;\nexport const onlyTested = 2;\n`,
        'src/kept.ts': `export const kept = 3;\n`,
        'test/support/idle.ts': `export const idle = 4;\n`,
        'test/used.spec.ts': `import { onlyTested } from '../src/used.js';\nif (onlyTested !== 2) throw new Error();\n`,
      },
      async (tree) => {
        const { exitCode, stderr } = await runNode(tree, join(tree, 'scripts/dead-code.mjs'), []);
        expect(stderr.trim().split('\n').sort()).to.deep.equal([
          'dead-export src/used.ts#dead',
          'dead-export src/used.ts#onlyTested',
          'dead-export test/support/idle.ts#idle',
          'needless-exception src/used.ts#used',
          'unused-package express',
        ]);
        expect(exitCode).to.equal(1);
      },
    ));

  it('report a file the formatter would change, and no other', () =>
    withTree(
      {
        'src/untidy.ts': `export const a = { "b":1 }\n`,
        'src/tidy.ts': `export const a = { b: 1 };\n`,
        'dist/left-alone.js': `export const a = { "b":1 }\n`,
        'config/reference-data/left-alone.csv': `a,  b\r\n1,2\r\n`,
      },
      async (tree) => {
        const { exitCode, stdout } = await runTool(tree, 'prettier', 'prettier', [
          '--list-different',
          'src',
          'dist',
          'config',
        ]);
        expect(stdout.trim()).to.equal('src/untidy.ts');
        expect(exitCode).to.equal(1);
      },
    ));
});
