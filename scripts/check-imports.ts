/** `node scripts/check-imports.ts [ROOT]`: the import law. Prints file:line, the rule and the remedy. */
import { resolve } from 'node:path';
import { type Facts, readFacts } from './import-law/facts.ts';
import { type Breach, judge } from './import-law/judge.ts';
import { CODE_FOLDERS, findFiles, ROOT, readText } from './project-files.ts';

/** Reads every code file below `root` and returns what breaks the law, and how many files there were. */
export async function checkImports(root: string): Promise<{ breaches: Breach[]; files: number }> {
  const tree = new Map<string, Facts>();
  const paths = await findFiles(root, CODE_FOLDERS, /\.tsx?$/);
  await Promise.all(
    paths.map(async (path) => {
      tree.set(path, readFacts((await readText(root, path)) ?? ''));
    }),
  );
  const sorted = new Map([...tree].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { breaches: judge(sorted), files: tree.size };
}

if (import.meta.main) {
  const root = process.argv[2] ? resolve(process.argv[2]) : ROOT;
  const { breaches, files } = await checkImports(root);
  for (const { file, line, rule, text, remedy } of breaches) {
    console.error(`${file}:${line}  [${rule}] ${text}\n    ${remedy}`);
  }
  if (files === 0) console.error(`No code was found below ${root}.`);
  else console.log(`${files} files, ${breaches.length} against the import law.`);
  process.exitCode = breaches.length > 0 || files === 0 ? 1 : 0;
}
