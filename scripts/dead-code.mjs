/**
 * Finds what nothing uses: exports no other file of the product imports (a test does not count: code that only its
 * test runs is dead), exports of test support no test imports, and packages nothing imports.
 * What must stay all the same is listed with its reason in scripts/dead-code.exceptions.json; a line there that is no
 * longer needed is a fault too. Exits with 1 when anything is found.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { analyzeTsConfig } from 'ts-unused-exports';
import ts from 'typescript';

const root = resolve(process.argv[2] ?? process.cwd());
const exceptions = readJson('scripts/dead-code.exceptions.json');
const manifest = readJson('package.json');

/** Folders whose code runs in production, and all folders that may use a package. */
const product = ['src', 'workers', 'config', 'migrations'];
const everything = [...product, 'scripts', 'test'];
/** Loaded by name or started by a process: what they export answers to no import. */
const entryPoints =
  /^(src\/server\.ts|workers\/main\.ts|migrations\/.*\.ts|src\/composition\/[^/]+\.ts|.*\.d\.ts)$/;

const findings = [...deadExports(), ...unusedPackages()];
for (const finding of findings) console.error(finding);
console.log(findings.length === 0 ? 'No dead code.' : `${findings.length} dead or wrongly excepted.`);
process.exitCode = findings.length === 0 ? 0 : 1;

function deadExports() {
  const sources = filesUnder(everything, /\.tsx?$/);
  const productOnly = sources.filter((file) => !file.startsWith('test/'));
  const found = [
    ...unusedIn(productOnly),
    ...unusedIn(sources).filter((place) => place.startsWith('test/')),
  ].filter((place) => !entryPoints.test(place.split('#')[0]));
  const excepted = Object.keys(exceptions.exports);
  return [
    ...found.filter((place) => !excepted.includes(place)).map((place) => `dead-export ${place}`),
    ...excepted.filter((place) => !found.includes(place)).map((place) => `needless-exception ${place}`),
  ];
}

/** @returns {string[]} `path#name` of each export that no other of these files imports and its own file does not use */
function unusedIn(files) {
  if (files.length === 0) return [];
  const report = analyzeTsConfig(join(root, 'tsconfig.json'), files);
  return Object.entries(report.unusedExports).flatMap(([file, names]) => {
    const uses = identifierCounts(file);
    return names
      .filter(({ exportName }) => (uses.get(exportName) ?? 0) < 2)
      .map(({ exportName }) => `${relative(root, file).split(sep).join('/')}#${exportName}`);
  });
}

/** How often each name stands in a file: once is its declaration, more is a use. (The tool's own option miscounts.) */
function identifierCounts(file) {
  const counts = new Map();
  const visit = (node) => {
    if (ts.isIdentifier(node)) counts.set(node.text, (counts.get(node.text) ?? 0) + 1);
    ts.forEachChild(node, visit);
  };
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false, kind));
  return counts;
}

function unusedPackages() {
  const used = importedPackages(filesUnder(product, /\.(tsx?|m?js)$/));
  const usedAnywhere = importedPackages([
    ...filesUnder(everything, /\.(tsx?|[mc]?js)$/),
    ...readdirSync(root).filter((name) => /\.[mc]js$/.test(name)),
  ]);
  const unused = [
    ...Object.keys(manifest.dependencies ?? {}).filter((name) => !used.has(name)),
    ...Object.keys(manifest.devDependencies ?? {}).filter((name) => !usedAnywhere.has(typedPackage(name))),
  ];
  const excepted = Object.keys(exceptions.packages);
  return [
    ...unused.filter((name) => !excepted.includes(name)).map((name) => `unused-package ${name}`),
    ...excepted.filter((name) => !unused.includes(name)).map((name) => `needless-exception ${name}`),
  ];
}

/** `@types/express` is used when `express` is. */
function typedPackage(name) {
  return name.startsWith('@types/') ? name.slice('@types/'.length).replace('__', '/') : name;
}

function importedPackages(files) {
  const names = new Set();
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    const wanted =
      /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire(?:\.resolve)?\(\s*|\bresolve\(\s*)['"]([^'".][^'"]*)['"]/g;
    for (const [, specifier] of text.matchAll(wanted)) {
      if (specifier.startsWith('node:')) continue;
      names.add(
        specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    }
  }
  return names;
}

function filesUnder(folders, pattern) {
  const present = readdirSync(root);
  return folders
    .filter((folder) => present.includes(folder))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map(
        (name) => `${folder}/${name.split(sep).join('/')}`,
      ),
    )
    .filter((file) => pattern.test(file))
    .sort();
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
