import { spawn } from 'node:child_process';
import { pipeline } from 'node:stream';
import { Problem } from '@pegasus/core/problem.ts';
import { type Command, cage } from './cage.ts';
import type { DecodeContext } from './define.ts';
import { isolation } from './isolation.ts';

/** 16 kHz, one channel, 16 bits. */
export const BYTES_PER_SECOND = 32_000;
/** What is kept of the decoder's own words, for the log only. */
const COMPLAINT_CHARACTERS = 4_000;

/** How a decoding process ended. */
export interface ProcessEnd {
  /** Null when a signal ended it. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** Why we ended it, if we did. */
  stopped: 'deadline' | 'too-much' | undefined;
  /** Bytes of sound that came out. */
  bytes: number;
  /** The last of what it wrote to standard error. May name paths: never shown to students. */
  complaint: string;
}

/**
 * Runs a command in its cage and streams what it writes. It is read no faster than the caller reads. The
 * wall limit counts only time spent waiting for the process, so a slow reader costs it nothing. More than
 * `mostBytes` end it. What comes of `input` is what it reads. Whatever happens, the process is gone when this generator has ended. Returns how it
 * ended; when the signal aborts, throws its reason as a Problem.
 */
export async function* streamProcess(
  command: Command,
  { signal, limits }: DecodeContext,
  mostBytes: number,
  input?: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, ProcessEnd> {
  throwIfCancelled(signal);
  const caged = cage(command, limits, process.platform, await isolation());
  throwIfCancelled(signal);
  const child = input
    ? spawn(caged.program, caged.args, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true })
    : spawn(caged.program, caged.args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  let inputError: unknown;
  if (input && child.stdin) {
    const { stdin } = child;
    // A process that ends early breaks its pipe, which its own end tells better; what the input throws is told.
    const watched = watch(input, (error) => {
      inputError = error;
      child.kill('SIGKILL');
    });
    pipeline(watched, stdin, () => undefined);
  }
  const end: ProcessEnd = { exitCode: null, signal: null, stopped: undefined, bytes: 0, complaint: '' };
  let spawnError: Error | undefined;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code, by) => {
      end.exitCode = code;
      end.signal = by;
      resolve();
    });
    child.once('error', (error) => {
      spawnError = error;
      resolve();
    });
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    end.complaint = (end.complaint + text).slice(-COMPLAINT_CHARACTERS);
  });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  signal.addEventListener('abort', kill, { once: true });

  let patience = limits.maxWallSeconds * 1000;
  async function waitFor<T>(promise: Promise<T>): Promise<T> {
    const began = performance.now();
    const timer = setTimeout(
      () => {
        end.stopped ??= 'deadline';
        kill();
      },
      Math.max(0, patience),
    );
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      patience -= performance.now() - began;
    }
  }

  try {
    const output = child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    for (;;) {
      const next = await waitFor(output.next());
      if (next.done || end.stopped) break;
      end.bytes += next.value.length;
      if (end.bytes > mostBytes) {
        end.stopped = 'too-much';
        kill();
        break;
      }
      yield next.value;
      throwIfCancelled(signal);
    }
    await waitFor(exited);
    throwIfCancelled(signal);
    if (inputError !== undefined) throw inputError;
    if (spawnError) throw new Problem('decoder-missing', undefined, { cause: spawnError });
    return end;
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
    child.stdout.destroy();
    await exited;
  }
}

/** As `streamProcess` for a command that writes sound: chunks of even size, and no more than the limit allows. */
export async function* streamSound(
  command: Command,
  context: DecodeContext,
  input?: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, ProcessEnd> {
  const chunks = streamProcess(command, context, context.limits.maxSeconds * BYTES_PER_SECOND, input);
  let odd = new Uint8Array(0);
  try {
    for (;;) {
      const next = await chunks.next();
      if (next.done) return next.value;
      const chunk = odd.length > 0 ? Buffer.concat([odd, next.value]) : next.value;
      const even = chunk.length - (chunk.length % 2);
      odd = Uint8Array.from(chunk.subarray(even));
      if (even > 0) yield chunk.subarray(0, even);
    }
  } finally {
    // Ends the process when the caller leaves early.
    await chunks.return({ exitCode: null, signal: null, stopped: undefined, bytes: 0, complaint: '' });
  }
}

/** Runs a command to its end and returns the text that it wrote; one that writes more than a mebibyte is ended. */
export async function runProcess(
  command: Command,
  context: DecodeContext,
): Promise<{ end: ProcessEnd; text: string }> {
  const chunks = streamProcess(command, context, 1_048_576);
  const parts: Uint8Array[] = [];
  for (;;) {
    const next = await chunks.next();
    if (next.done) return { end: next.value, text: Buffer.concat(parts).toString('utf8') };
    parts.push(next.value);
  }
}

function throwIfCancelled(signal: AbortSignal): void {
  if (!signal.aborted) return;
  if (signal.reason instanceof Problem) throw signal.reason;
  throw new Problem('cancelled', undefined, { cause: signal.reason });
}

async function* watch(
  input: AsyncIterable<Uint8Array>,
  onError: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* input;
  } catch (error) {
    onError(error);
    throw error;
  }
}
