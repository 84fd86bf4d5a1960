import { posix } from 'node:path';
import { findCycles } from './cycles.ts';
import { BANNED_NAMES, ENVIRONMENT_READERS, FRAMEWORK_FILES, LONG_FILES, PROGRAMS } from './exceptions.ts';
import type { Facts } from './facts.ts';
import { type Layer, layers } from './layers.ts';
import { matches } from './path-pattern.ts';

/** What somebody broke, where, and what to do about it. */
export interface Breach {
  file: string;
  line: number;
  rule: string;
  text: string;
  remedy: string;
}

/** What an import names: a file of the project by its path from the root, a library, or a part of Node.js. */
export type Target =
  | { kind: 'file'; path: string }
  | { kind: 'library'; name: string }
  | { kind: 'node'; name: string };

const PACKAGES: Readonly<Record<string, string>> = {
  '@pegasus/core/': 'core/src/',
  '@pegasus/server/': 'server/src/',
};
const MOST_LINES = { code: 300, test: 500 };

/** Judges a whole tree: paths from the root, with `/`, and the facts of each file. */
export function judge(
  tree: ReadonlyMap<string, Facts>,
  longFiles: Readonly<Record<string, string>> = LONG_FILES,
): Breach[] {
  const breaches: Breach[] = [];
  const edges = new Map<string, { to: string; line: number }[]>();
  for (const [file, facts] of tree) {
    const report = (line: number, rule: string, text: string, remedy: string) =>
      breaches.push({ file, line, rule, text, remedy });
    judgeFile(file, facts, report);
    judgeLength(file, facts, longFiles, report);
    edges.set(file, judgeImports(file, facts, tree, report));
  }
  for (const cycle of findCycles(edges)) {
    const [first] = cycle;
    if (!first) continue;
    const path = [...cycle.map(({ file }) => file), first.file].join(' → ');
    breaches.push({
      file: first.file,
      line: first.line,
      rule: 'no-cycle',
      text: `is part of a cycle: ${path}`,
      remedy: 'Move what both need into a file of its own, or import only the type with `import type`.',
    });
  }
  for (const file of Object.keys(longFiles)) {
    if (tree.has(file)) continue;
    const remedy = 'Take its line out of LONG_FILES in scripts/import-law/exceptions.ts.';
    breaches.push({
      file,
      line: 1,
      rule: 'length',
      text: 'has a reason to be long but is not there',
      remedy,
    });
  }
  return breaches.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

type Report = (line: number, rule: string, text: string, remedy: string) => void;

function judgeFile(file: string, facts: Facts, report: Report): void {
  const framework = matches(file, FRAMEWORK_FILES);
  const name = posix.basename(file).split('.')[0] ?? '';
  if (BANNED_NAMES.includes(name) && !framework) {
    report(1, 'file-name', `is called ${name}`, 'Name the file after the one thing that is in it.');
  }
  for (const line of framework ? [] : facts.defaultExports) {
    report(line, 'no-default-export', 'exports a default', 'Export it by its name.');
  }
  for (const line of facts.computedImports) {
    const remedy = 'Write the name out, or list the members in a registry.';
    report(line, 'computed-import', 'imports a name that is computed', remedy);
  }
  for (const line of matches(file, ENVIRONMENT_READERS) ? [] : facts.environment) {
    const remedy = 'Add a setting to server/src/config.ts and take its value as an argument.';
    report(line, 'environment', 'reads process.env', remedy);
  }
}

function judgeLength(
  file: string,
  { lines }: Facts,
  reasons: Readonly<Record<string, string>>,
  report: Report,
): void {
  const most = isTest(file) ? MOST_LINES.test : MOST_LINES.code;
  if (lines > most && !reasons[file]) {
    const remedy = 'Split it by nouns, or give the reason in LONG_FILES in scripts/import-law/exceptions.ts.';
    report(most + 1, 'length', `has ${lines} lines, more than ${most}`, remedy);
  }
  if (lines <= most && reasons[file]) {
    const remedy = 'Take its line out of LONG_FILES in scripts/import-law/exceptions.ts.';
    report(1, 'length', 'has a reason to be long but is not', remedy);
  }
}

/** Returns the files that are really loaded, for the search for cycles. */
function judgeImports(
  file: string,
  facts: Facts,
  tree: ReadonlyMap<string, Facts>,
  report: Report,
): { to: string; line: number }[] {
  const layer = layers.find(({ files }) => matches(file, files));
  if (!layer) report(1, 'layer', 'belongs to no layer', 'Give it a layer in scripts/import-law/layers.ts.');
  const loaded: { to: string; line: number }[] = [];
  for (const { specifier, line, loads } of facts.imports) {
    const target = resolveImport(file, specifier);
    if (target.kind === 'file') {
      if (/\.tsx?$/.test(target.path) && !tree.has(target.path)) {
        report(line, 'missing', `imports ${target.path}, which is not there`, 'Correct the path.');
        continue;
      }
      if (loads) loaded.push({ to: target.path, line });
      if (
        specifier.startsWith('.') &&
        packageOf(file) !== packageOf(target.path) &&
        packageRoot(target.path)
      ) {
        const remedy = `Write @pegasus/${packageOf(target.path)}/…: a package has one address.`;
        report(line, 'package-address', `reaches ${target.path} by a relative path`, remedy);
      }
      if (PROGRAMS.includes(target.path) && !isTest(file)) {
        const remedy = 'A program starts when it is loaded; move what you need into a file of its own.';
        report(line, 'program', `imports the program ${target.path}`, remedy);
      }
    }
    if (layer && !isAllowed(target, layer)) {
      report(line, layer.name, `imports ${describe(target)}`, layer.remedy);
    }
  }
  return loaded;
}

export function resolveImport(file: string, specifier: string): Target {
  if (specifier.startsWith('.')) {
    return { kind: 'file', path: posix.join(posix.dirname(file), specifier) };
  }
  for (const [address, folder] of Object.entries(PACKAGES)) {
    if (specifier.startsWith(address))
      return { kind: 'file', path: folder + specifier.slice(address.length) };
  }
  if (specifier.startsWith('node:')) return { kind: 'node', name: specifier };
  const [scope = '', name = ''] = specifier.split('/');
  return { kind: 'library', name: scope.startsWith('@') ? `${scope}/${name}` : scope };
}

function isAllowed(target: Target, { may }: Layer): boolean {
  switch (target.kind) {
    case 'node':
      return may.includes('node');
    case 'library':
      return may.includes('library') || may.includes(target.name);
    case 'file':
      return matches(target.path, may);
  }
}

function describe(target: Target): string {
  return target.kind === 'file' ? target.path : target.name;
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file);
}

const packageOf = (file: string) => file.split('/')[0] ?? '';
const packageRoot = (file: string) => Object.values(PACKAGES).some((folder) => file.startsWith(folder));
