import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const PEGASUS = resolve(import.meta.dirname, '../../server/bin/pegasus.mjs');

/** Starts the product's command as a user does, with the settings that the bench gives and no others. */
export function startPegasus(args: readonly string[], settings: Record<string, string> = {}): ChildProcess {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PEGASUS_'));
  return spawn(process.execPath, [PEGASUS, ...args], {
    env: { ...Object.fromEntries(own), ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Repeated clips are no lecture: too little to revise from is what a command should say of them. */
const THIN = 6;

/** Runs a command with `--json` to its end and gives its result. Throws when it ends with anything but 0 or thin. */
export async function runJson(
  args: readonly string[],
  watch?: (child: ChildProcess) => void,
): Promise<unknown> {
  const child = startPegasus(['--json', ...args]);
  watch?.(child);
  let out = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  const code = await new Promise((done) => child.once('close', done));
  if (code !== 0 && code !== THIN)
    throw new Error(`pegasus ${args[0]} ended with ${code}: ${out.slice(0, 500)}`);
  return JSON.parse(out);
}

/**
 * Memory in MB of a process and all that it started, now: proportional set size, in which a page that two
 * processes share counts once. Linux only; undefined elsewhere.
 */
export async function memoryMegabytes(pid: number): Promise<number | undefined> {
  try {
    const own = /^Pss:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'));
    let total = (Number(own?.[1] ?? 0) * 1024) / 1e6;
    for (const task of await readdir(`/proc/${pid}/task`)) {
      const children = await readFile(join('/proc', String(pid), 'task', task, 'children'), 'utf8');
      for (const child of children.split(' ').filter(Boolean))
        total += (await memoryMegabytes(Number(child))) ?? 0;
    }
    return total;
  } catch {
    // The process has ended, or this is no Linux: there is nothing to read.
    return undefined;
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
