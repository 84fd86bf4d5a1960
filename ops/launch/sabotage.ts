import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LaunchItem, Sabotage } from './define.ts';
import type { Outcome } from './prove.ts';

export interface SabotageOutcome {
  breaks: string;
  /** Whether the item noticed. */
  caught: boolean;
  /** What the item said. */
  reason: string;
}

/**
 * Proves the item in a copy of the project, then once for each sabotage with that one place broken. The
 * untouched copy must pass: an item that fails anyway notices nothing. Throws when it does not, or when a
 * sabotage does not fit its file any more.
 */
export async function sabotageItem(item: LaunchItem, root: string): Promise<SabotageOutcome[]> {
  const copy = await mkdtemp(join(tmpdir(), `pegasus-sabotage-${item.id}-`));
  try {
    await copyProject(root, copy);
    const untouched = await proveIn(copy, item.id);
    if (!untouched.ok)
      throw new Error(`The untouched copy fails, so nothing can be told: ${untouched.reason}`);
    const outcomes: SabotageOutcome[] = [];
    for (const sabotage of item.sabotages) {
      const path = join(copy, sabotage.file);
      const original = await readFile(path, 'utf8');
      await writeFile(path, applySabotage(original, sabotage));
      const { ok, reason = '' } = await proveIn(copy, item.id);
      await writeFile(path, original);
      outcomes.push({ breaks: sabotage.breaks, caught: !ok, reason });
    }
    return outcomes;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** The text with its one place replaced. Throws when there is none or more than one. */
export function applySabotage(text: string, { file, find, replace }: Sabotage): string {
  const places = text.split(find).length - 1;
  if (places !== 1) throw new Error(`The sabotage must fit exactly one place of ${file}; it fits ${places}.`);
  return text.replace(find, () => replace);
}

/** What git knows and what is new, with the installed packages linked and those of the project its own. */
async function copyProject(root: string, copy: string): Promise<void> {
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', words, { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const path of listed) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await copyFile(join(root, path), join(copy, path)).catch((error) => {
      // Deleted, but git was not told yet.
      if (error.code !== 'ENOENT') throw error;
    });
  }
  // The app as it was built is taken for as long as its sources are the same; else it is built anew.
  await cp(join(root, 'app/dist'), join(copy, 'app/dist'), { recursive: true }).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  // A link to the whole folder would lead `@pegasus/core` back to the project that is copied.
  const packages = join(copy, 'node_modules');
  await mkdir(join(packages, '@pegasus'), { recursive: true });
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (name !== '@pegasus') await symlink(join(root, 'node_modules', name), join(packages, name));
  }
  for (const name of ['core', 'server', 'app']) {
    await symlink(join(copy, name), join(packages, '@pegasus', name));
    // What two packages want in different versions is installed within one of them.
    const own = join(root, name, 'node_modules');
    if (existsSync(own)) await symlink(own, join(copy, name, 'node_modules'));
  }
}

function proveIn(copy: string, id: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(copy, 'ops/launch/run.ts'), id, '--json'], {
      cwd: copy,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const outcome = readOutcome(output, id);
      if (outcome) resolve(outcome);
      else reject(new Error(`The command told nothing of ${id} in the copy (exit ${code}).`));
    });
  });
}

function readOutcome(output: string, id: string): Outcome | undefined {
  try {
    return (JSON.parse(output) as Outcome[]).find((outcome) => outcome.id === id);
  } catch {
    // Not the JSON of the command: the caller says so, with its exit code.
    return undefined;
  }
}
