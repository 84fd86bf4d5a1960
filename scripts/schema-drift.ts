/**
 * `node scripts/schema-drift.ts`: fails when the schema of an artifact, or the API, changed under its version
 * so that readers break, compared with the file that is kept and with the last release.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { apiVersion, breakingApiChanges } from './api-change.ts';
import { artifactSchemasDocument, LECTURE_FILE_SCHEMA, SCHEMA_FOLDER } from './documents/artifact-schemas.ts';
import type { GeneratedFile } from './documents/define.ts';
import { OPENAPI_PATH, openApiDocumentFile } from './documents/openapi.ts';
import { ROOT, readText } from './project-files.ts';
import { breakingChanges } from './schema-change.ts';

export interface Drift {
  path: string;
  /** What the schema was compared with. */
  base: string;
  changes: string[];
}

/** One earlier state of the project that schemas are held against. */
export interface Base {
  name: string;
  /** Undefined when the file was not there. */
  read(path: string): Promise<string | undefined>;
}

export async function findDrift(files: readonly GeneratedFile[], bases: readonly Base[]): Promise<Drift[]> {
  const found: Drift[] = [];
  for (const { path, text } of files) {
    for (const base of bases) {
      const before = await base.read(path);
      if (before === undefined) continue;
      const changes = changesUnderVersion(path, JSON.parse(before), JSON.parse(text));
      if (changes.length > 0) found.push({ path, base: base.name, changes });
    }
  }
  return found;
}

/** An artifact's version stands in its file name, so another version is another file; the API's stands inside. */
function changesUnderVersion(path: string, before: Json, after: Json): string[] {
  if (path !== OPENAPI_PATH) return breakingChanges(before, after);
  return apiVersion(after) > apiVersion(before) ? [] : breakingApiChanges(before, after);
}
type Json = Parameters<typeof breakingChanges>[0];

/** Those of the generated files that readers outside rely on. */
export function bindingFiles(files: readonly GeneratedFile[]): GeneratedFile[] {
  return files.filter(({ path }) => path === OPENAPI_PATH || path.startsWith(`${SCHEMA_FOLDER}/`));
}

/** What to do about a drift, with the changes. */
export function describeDrift({ path, base, changes }: Drift): string {
  const name = path.split('/').at(-1)?.split('.')[0];
  const places: Record<string, string> = {
    [OPENAPI_PATH]: 'API_VERSION in core/src/api.ts',
    [LECTURE_FILE_SCHEMA]: 'LECTURE_FILE_VERSION in core/src/lecture-file.ts',
  };
  const place = places[path] ?? `the version in core/src/artifacts/${name}.ts`;
  return [
    `${path} changed under its version, compared with ${base}:`,
    ...changes.map((change) => `    ${change}`),
    `    Raise ${place} and run \`npm run generate\`; new properties that`,
    '    are optional need no new version. A version that was never released may also be made anew: delete',
    '    its file first.',
  ].join('\n');
}

/** The kept files, and the last release when there is one. */
export async function schemaBases(root: string): Promise<Base[]> {
  const kept: Base = { name: 'the file that is kept', read: (path) => readText(root, path) };
  const tag = await git(root, 'describe', '--tags', '--abbrev=0', '--match', 'v*');
  if (tag === undefined) return [kept];
  return [kept, { name: `release ${tag}`, read: (path) => git(root, 'show', `${tag}:${path}`) }];
}

/** Undefined when git has no such thing, or this is no clone. */
async function git(root: string, ...words: string[]): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('git', words, { cwd: root, maxBuffer: 1 << 24 });
    return words[0] === 'show' ? stdout : stdout.trim();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 128 || code === 'ENOENT') return undefined;
    throw error;
  }
}

if (import.meta.main) {
  const documents = await Promise.all([artifactSchemasDocument.files(), openApiDocumentFile.files()]);
  const files = documents.flat();
  const drifts = await findDrift(files, await schemaBases(ROOT));
  for (const drift of drifts) console.error(describeDrift(drift));
  console.log(`${files.length} schemas and documents, ${drifts.length} changed under their version.`);
  if (drifts.length > 0) process.exitCode = 1;
}
