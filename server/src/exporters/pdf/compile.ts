import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Problem } from '@pegasus/core/problem.ts';
import { FONT_FILES } from './fonts.ts';
import type { Guide } from './guide.ts';
import type { Sheet } from './sheet.ts';

export interface CompileLimits {
  seconds: number;
  /** Of private memory, in MiB. */
  megabytes: number;
  bytes: number;
}

/** A hundred pages take about a second and 300 MiB; a guide that wants many times that is no guide. */
export const COMPILE_LIMITS: CompileLimits = { seconds: 40, megabytes: 900, bytes: 64 * 1024 * 1024 };

const CHILD = fileURLToPath(new URL('./compile-child.ts', import.meta.url));
/** Nothing of ours, and on Linux no fonts of the machine, which would only cost time: the template names its own. */
const ENVIRONMENT = { FONTCONFIG_FILE: fileURLToPath(new URL('./no-system-fonts.conf', import.meta.url)) };
/** V8 sets aside 512 MiB for code, and the kernel counts it although it is not used. */
const V8_RESERVE_MEGABYTES = 512;
/** How many compile at once; more would only wait for each other and add up their memory. */
const AT_ONCE = 2;
const COMPLAINT_CHARACTERS = 2000;

/**
 * Compiles a guide to PDF in a process of its own, which has no environment, writes no files, and is killed when it
 * wants more time or memory than `limits`. The process is gone when the generator has ended, however it ended.
 * Throws Problem `export-overrun` or `export-failed`.
 */
export async function* compileGuide(
  guide: Guide | Sheet,
  limits: CompileLimits = COMPILE_LIMITS,
): AsyncGenerator<Uint8Array> {
  const release = await takeTurn();
  const { program, args } = command(limits);
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], env: ENVIRONMENT });
  const ended = new Promise<{ code: number | null; signal: string | null; error?: Error }>((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-COMPLAINT_CHARACTERS);
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, limits.seconds * 1000);
  try {
    // A child that is gone already says so by its exit; that it does not read is no news then.
    child.stdin.on('error', () => undefined);
    child.stdin.end(
      JSON.stringify({ guide, fonts: FONT_FILES, template: 'look' in guide ? 'guide' : 'sheet' }),
    );
    let bytes = 0;
    for await (const piece of child.stdout as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > limits.bytes) throw new Problem('export-overrun', 'The PDF is too large.');
      yield piece;
    }
    const { code, signal, error } = await ended;
    if (late) throw new Problem('export-overrun', `The limit is ${limits.seconds} seconds.`);
    if (code === 0) return;
    const cause = error ?? new Error(`The compiler ended with ${signal ?? code}: ${complaint}`);
    // Killed by the system, or out of memory: that is the limit at work.
    const overrun = signal !== null || code === 134 || code === 137 || /alloc|memory/i.test(complaint);
    throw new Problem(overrun ? 'export-overrun' : 'export-failed', undefined, { cause });
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
    child.stdout.destroy();
    await ended;
    release();
  }
}

function command({ megabytes, seconds }: CompileLimits): { program: string; args: string[] } {
  const node = [process.execPath, '--max-old-space-size=128', CHILD];
  if (process.platform === 'win32') return { program: process.execPath, args: node.slice(1) };
  // Limits that the system keeps even when this server is gone.
  const script = 'ulimit -c 0; ulimit -f 0; ulimit -d "$1"; ulimit -t "$2"; shift 2; exec "$@"';
  const kibibytes = String((megabytes + V8_RESERVE_MEGABYTES) * 1024);
  return { program: '/bin/sh', args: ['-c', script, 'cage', kibibytes, String(seconds + 5), ...node] };
}

let running = 0;
const waiting: (() => void)[] = [];

async function takeTurn(): Promise<() => void> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  return () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
}
