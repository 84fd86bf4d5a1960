import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasProgram, type LaunchRow, testCommand } from './define.ts';

/** After this the item is stopped; a healthy one takes under two minutes. */
const MOST_MS = 300_000;

export interface Outcome {
  id: string;
  title: string;
  ok: boolean;
  seconds: number;
  endpoint: string;
  test: string;
  /** File that this run wrote; empty when there is no program. */
  proof: string;
  /** Why it is not proved. */
  reason?: string;
}

/** The commit that is proved, with a mark when files differ from it. */
export function readCommit(root: string): string {
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain') !== '';
    return `${git('rev-parse', '--short=12', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'not a clone';
  }
}

/** Runs an item and writes its proof, also when it fails. What has no program is not proved. */
export async function proveRow(row: LaunchRow, root: string): Promise<Outcome> {
  const { id, title } = row;
  const test = testCommand(id);
  if (!hasProgram(row)) {
    return {
      id,
      title,
      ok: false,
      seconds: 0,
      endpoint: '',
      test,
      proof: '',
      reason: 'not proved: there is no program yet',
    };
  }
  const evidence = join(root, 'evidence', id);
  await rm(evidence, { recursive: true, force: true });
  await mkdir(evidence, { recursive: true });
  const scratch = await mkdtemp(join(tmpdir(), `pegasus-launch-${id}-`));
  const lines: string[] = [];
  const begun = performance.now();
  const date = new Date().toISOString();
  let reason: string | undefined;
  try {
    const signal = AbortSignal.timeout(row.minutes === undefined ? MOST_MS : row.minutes * 60_000);
    await row.prove({ root, scratch, evidence, signal, note: (line) => lines.push(line) });
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  await rm(scratch, { recursive: true, force: true });
  const proof = join('evidence', id, 'proof.txt');
  const head = [`${id} ${title}`, `${date}, commit ${readCommit(root)}, ${seconds} s`, ''];
  const end = reason === undefined ? 'Proved.' : `NOT PROVED: ${reason}`;
  await writeFile(join(root, proof), [...head, ...lines, '', end, ''].join('\n'));
  const outcome = { id, title, ok: reason === undefined, seconds, endpoint: row.endpoint, test, proof };
  return reason === undefined ? outcome : { ...outcome, reason };
}
