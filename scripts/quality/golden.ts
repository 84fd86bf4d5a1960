import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, readText } from '../project-files.ts';
import { countChanges, lineDiff } from './line-diff.ts';
import type { Production } from './produce.ts';

/** The accepted outputs: what a student gets of each lecture under each preset. */
export const GOLDEN_FOLDER = 'fixtures/golden';
export const HOW_TO_ACCEPT =
  'If the change is meant, accept it with `npm run quality -- --accept`, and let the diff be reviewed.';

export interface GoldenDifference {
  file: string;
  /** Readable, a line each. */
  lines: string[];
  added: number;
  removed: number;
}

export function goldenName({ source, preset }: Pick<Production, 'source' | 'preset'>): string {
  return `${source.name}.${preset.id}.md`;
}

/** The notes as they are exported; of what is thin, the reason that stands in their place. */
export function goldenText({ files, held }: Pick<Production, 'files' | 'held'>): string {
  return files.get('markdown') ?? `Nothing is exported. ${held ?? 'There is nothing to write.'}\n`;
}

/** How one text differs from the accepted one; undefined when it does not. */
export function compareGolden(
  file: string,
  accepted: string | undefined,
  text: string,
): GoldenDifference | undefined {
  if (accepted === text) return undefined;
  if (accepted === undefined) {
    return { file, lines: ['was never accepted'], added: text.split('\n').length, removed: 0 };
  }
  return { file, lines: lineDiff(accepted, text), ...countChanges(accepted, text) };
}

/**
 * All that differs from what was accepted, with accepted files that nothing makes any more. `folder` holds
 * the accepted outputs.
 */
export async function findGoldenDifferences(
  productions: readonly Production[],
  folder = join(ROOT, GOLDEN_FOLDER),
): Promise<GoldenDifference[]> {
  const differences: GoldenDifference[] = [];
  const made = new Set(productions.map(goldenName));
  for (const production of productions) {
    const file = goldenName(production);
    const accepted = await readText(folder, file);
    const difference = compareGolden(file, accepted, goldenText(production));
    if (difference) differences.push(difference);
  }
  for (const file of await acceptedFiles(folder)) {
    if (!made.has(file)) {
      differences.push({ file, lines: ['is made by no lecture and preset any more'], added: 0, removed: 0 });
    }
  }
  return differences;
}

/** Writes what differs, removes what nothing makes any more, and tells what was done. */
export async function acceptGolden(productions: readonly Production[]): Promise<GoldenDifference[]> {
  const differences = await findGoldenDifferences(productions);
  const texts = new Map(productions.map((production) => [goldenName(production), goldenText(production)]));
  await mkdir(join(ROOT, GOLDEN_FOLDER), { recursive: true });
  for (const { file } of differences) {
    const path = join(ROOT, GOLDEN_FOLDER, file);
    const text = texts.get(file);
    if (text === undefined) await rm(path);
    else await writeFile(path, text);
  }
  return differences;
}

export function describeDifference({ file, lines, added, removed }: GoldenDifference): string {
  const head = `${GOLDEN_FOLDER}/${file}: ${added} lines new, ${removed} gone`;
  return [head, ...lines.map((line) => `    ${line}`)].join('\n');
}

async function acceptedFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error) => {
    // Before anything was accepted for the first time.
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => name.endsWith('.md')).sort();
}
