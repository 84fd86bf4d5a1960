/**
 * `npm run generate`: writes everything that is made from the tables of the code.
 * With `--check` it writes nothing and fails when a file differs.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GeneratedFile } from './documents/define.ts';
import { documents } from './documents/registry.ts';
import { ROOT, readText } from './project-files.ts';
import { bindingFiles, describeDrift, findDrift, schemaBases } from './schema-drift.ts';

/** What differs between a generated file and the one on the disk; undefined when nothing does. */
export function firstDifference(kept: string | undefined, fresh: string): string | undefined {
  if (kept === fresh) return undefined;
  if (kept === undefined) return 'is not there';
  const old = kept.split('\n');
  const young = fresh.split('\n');
  const line = young.findIndex((text, index) => text !== old[index]);
  const at = line === -1 ? young.length : line;
  return `line ${at + 1}\n    kept:      ${show(old[at])}\n    generated: ${show(young[at])}`;
}

function show(line: string | undefined): string {
  if (line === undefined) return '(the file ends)';
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}

async function generateFiles(): Promise<GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  for (const document of documents) files.push(...(await document.files()));
  return files;
}

/** Names each file that differs and returns how many do. */
async function checkFiles(files: readonly GeneratedFile[]): Promise<number> {
  let different = 0;
  for (const { path, text } of files) {
    const difference = firstDifference(await readText(ROOT, path), text);
    if (difference === undefined) continue;
    different++;
    console.error(`${path}: ${difference}`);
  }
  if (different > 0) console.error('Run `npm run generate` and look at what changed.');
  return different;
}

/** Writes what differs. What binds readers is not written over when it breaks: that would hide the break. */
async function writeFiles(files: readonly GeneratedFile[]): Promise<number> {
  const drifts = await findDrift(bindingFiles(files), await schemaBases(ROOT));
  for (const drift of drifts) console.error(describeDrift(drift));
  const refused = new Set(drifts.map(({ path }) => path));
  for (const { path, text } of files) {
    if (refused.has(path) || (await readText(ROOT, path)) === text) continue;
    await mkdir(dirname(join(ROOT, path)), { recursive: true });
    await writeFile(join(ROOT, path), text);
    console.log(`wrote ${path}`);
  }
  return refused.size;
}

if (import.meta.main) {
  const files = await generateFiles();
  const check = process.argv.includes('--check');
  const wrong = check ? await checkFiles(files) : await writeFiles(files);
  console.log(`${files.length} generated files, ${wrong} ${check ? 'out of date' : 'refused'}.`);
  if (wrong > 0) process.exitCode = 1;
}
