import { resolve } from 'node:path';
import type { Command } from './cage.ts';
import { runProcess, streamSound } from './decode-process.ts';
import { type DecodeOutcome, judge } from './decode-verdict.ts';
import type { DecodeContext, DecodeLimits, Decoder } from './define.ts';
import { CODECS, demuxerFor, demuxerOf } from './demuxers.ts';
import { EXIT_STATUS } from './node-av-exit.ts';

const REMEDY =
  'Install ffmpeg, or run `npm install node-av` where npm has a prebuilt binary for this machine.';
const CHECK_LIMITS = { maxSeconds: 1, maxWallSeconds: 30, maxMemoryMegabytes: 512 };
const CHILD = resolve(import.meta.dirname, 'node-av-child.ts');
/** V8 sets aside 512 MiB for code, and the kernel counts it although it is not used. */
const V8_RESERVE_MEGABYTES = 512;

/** FFmpeg's libraries from the optional npm package, in a Node process of their own: no program has to be installed. */
export const nodeAv: Decoder = {
  name: 'node-av',

  async available() {
    const context = { signal: AbortSignal.timeout(60_000), limits: CHECK_LIMITS };
    const { end, text } = await runProcess(childCommand(['--version'], CHECK_LIMITS), context);
    const version = text.trim();
    return end.exitCode === 0 && version ? { ok: true, version } : { ok: false, remedy: REMEDY };
  },

  async *decode(file: string, context: DecodeContext) {
    const demuxer = demuxerFor(file);
    const statedLimit = demuxer.statesLength ? context.limits.maxSeconds : Number.MAX_SAFE_INTEGER;
    const args = [`file:${resolve(file)}`, demuxer.name, CODECS, String(statedLimit)];
    const end = yield* streamSound(childCommand(args, context.limits), context);
    judge({ outcome: outcomeOf(end.exitCode), end }, context.limits);
  },

  async *decodeStream(format: string, bytes: AsyncIterable<Uint8Array>, context: DecodeContext) {
    const args = ['pipe:0', demuxerOf(format).name, CODECS, String(Number.MAX_SAFE_INTEGER)];
    const end = yield* streamSound(childCommand(args, context.limits), context, bytes);
    judge({ outcome: outcomeOf(end.exitCode), end }, context.limits);
  },
};

function childCommand(args: readonly string[], limits: DecodeLimits): Command {
  // JavaScript only moves bytes here; nearly all memory is the libraries'.
  const heap = `--max-old-space-size=${Math.max(32, Math.floor(limits.maxMemoryMegabytes / 4))}`;
  return { program: process.execPath, args: [heap, CHILD, ...args], reserveMegabytes: V8_RESERVE_MEGABYTES };
}

function outcomeOf(exitCode: number | null): DecodeOutcome {
  const outcome = Object.entries(EXIT_STATUS).find(([, status]) => status === exitCode)?.[0];
  return outcome === undefined ? 'crashed' : (outcome as keyof typeof EXIT_STATUS);
}
