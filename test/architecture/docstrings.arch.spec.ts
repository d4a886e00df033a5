import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

import { expect } from 'chai';
import ts from 'typescript';

import { repositoryRoot } from './planted-tree.js';

/** Where every export says what it is. */
const folders = [
  'src/kernel',
  'src/platform',
  'src/composition',
  'src/modules/identity',
  'workers',
  'config',
];

const sources = folders.flatMap((folder) =>
  readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => [folder, ...path.split(sep)].join('/')),
);

const nameOf = (node: ts.Node): string => {
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.map(({ name }) => name.getText()).join(', ');
  return 'name' in node && node.name !== undefined ? (node.name as ts.Node).getText() : node.getText();
};

/** Exported declarations of a file without a docstring, and those whose docstring only says their name again. */
const faultsOf = (path: string, text: string): readonly string[] => {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  return file.statements.flatMap((statement) => {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    if (!modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) return [];
    const docs = ts.getJSDocCommentsAndTags(statement);
    return docs.length > 0 ? [] : [`${path}: ${nameOf(statement)}`];
  });
};

describe('an export of the shared parts', () => {
  it('says what it decides, in a docstring', () => {
    expect(sources.length).to.be.greaterThan(80);
    const faults = sources.flatMap((path) =>
      faultsOf(path, readFileSync(join(repositoryRoot, path), 'utf8')),
    );
    expect(faults).to.deep.equal([]);
  });

  it('is looked at closely enough to see a planted one without', () => {
    const planted = [
      '/** A thing. */',
      'export interface Thing {}',
      'export interface Bare {}',
      'export const bare = 1;',
      'const inner = 2;',
    ].join('\n');
    expect(faultsOf('planted.ts', planted)).to.deep.equal(['planted.ts: Bare', 'planted.ts: bare']);
  });
});
