import { resolve } from 'node:path';
import { z } from 'zod';
import type { Command } from './cage.ts';
import { type ProcessEnd, runProcess, streamSound } from './decode-process.ts';
import { type DecodeOutcome, judge } from './decode-verdict.ts';
import type { DecodeContext, DecodeLimits, Decoder } from './define.ts';
import { CODECS, type Demuxer, demuxerFor, demuxerOf } from './demuxers.ts';

const REMEDY =
  'Install ffmpeg, with ffprobe beside it, so that both are on PATH (Debian: apt-get install ffmpeg).';
const CHECK_LIMITS = { maxSeconds: 1, maxWallSeconds: 20, maxMemoryMegabytes: 512 };

/** AVERROR(ENOMEM): of all errors, the one that is not the file's doing. */
const OUT_OF_MEMORY = -12;

const ProbeReply = z.object({
  error: z.object({ code: z.number() }).optional(),
  streams: z.array(z.object({ codec_type: z.string().optional() })).default([]),
  format: z.object({ duration: z.coerce.number().optional() }).default({}),
});

/** Statuses of ffmpeg: 1 up to version 6, later the low byte of the error; 69 when most of the sound was damaged. */
const OUTCOMES: ReadonlyMap<number, DecodeOutcome> = new Map([
  [0, 'finished'],
  [OUT_OF_MEMORY & 255, 'out-of-memory'],
  // The shell's own: the program is not there, or its libraries do not load.
  [126, 'crashed'],
  [127, 'crashed'],
]);

/** The ffmpeg program of the machine. ffprobe is asked first, because its answers have a form. */
export const ffmpeg: Decoder = {
  name: 'ffmpeg',

  async available() {
    const context = { signal: AbortSignal.timeout(60_000), limits: CHECK_LIMITS };
    const probe = await runProcess({ program: 'ffprobe', args: ['-version'] }, context);
    const { end, text } = await runProcess({ program: 'ffmpeg', args: ['-version'] }, context);
    const version = /^ffmpeg version (\S+)/.exec(text)?.[1];
    if (probe.end.exitCode !== 0 || end.exitCode !== 0 || !version) return { ok: false, remedy: REMEDY };
    return { ok: true, version };
  },

  async *decode(file: string, context: DecodeContext) {
    const demuxer = demuxerFor(file);
    await probe(file, demuxer, context);
    const end = yield* streamSound(decodeCommand(file, demuxer, context.limits), context);
    judge({ outcome: outcomeOf(end), end }, context.limits);
  },

  async *decodeStream(format: string, bytes: AsyncIterable<Uint8Array>, context: DecodeContext) {
    const command = decodeCommand(undefined, demuxerOf(format), context.limits);
    const end = yield* streamSound(command, context, bytes);
    judge({ outcome: outcomeOf(end), end }, context.limits);
  },
};

/** Throws what can be known before any sound is decoded. */
async function probe(file: string, demuxer: Demuxer, context: DecodeContext): Promise<void> {
  const entries = 'format=duration:stream=codec_type';
  const args = [
    '-v',
    'quiet',
    '-of',
    'json',
    '-show_error',
    '-show_entries',
    entries,
    ...inputOptions(file, demuxer),
  ];
  const { end, text } = await runProcess({ program: 'ffprobe', args }, context);
  const outcome = probeOutcome(end, text, demuxer, context.limits);
  if (outcome === 'finished') return;
  const stopped = end.stopped === 'deadline' ? end.stopped : undefined;
  judge({ outcome, end: { ...end, stopped, bytes: 0 } }, context.limits);
}

function probeOutcome(end: ProcessEnd, text: string, demuxer: Demuxer, limits: DecodeLimits): DecodeOutcome {
  if (end.stopped === 'too-much') return 'unreadable';
  if (end.exitCode !== 0 && OUTCOMES.get(end.exitCode ?? 0) === 'crashed') return 'crashed';
  if (end.exitCode === null) return 'crashed';
  const reply = ProbeReply.safeParse(parseJson(text));
  if (!reply.success) return 'crashed';
  const { error, streams, format } = reply.data;
  if (error) return error.code === OUT_OF_MEMORY ? 'out-of-memory' : 'unreadable';
  if (end.exitCode !== 0) return 'unreadable';
  if (!streams.some((stream) => stream.codec_type === 'audio')) return 'without-audio';
  return demuxer.statesLength && (format.duration ?? 0) > limits.maxSeconds ? 'too-long' : 'finished';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A reply without form is a fact of its own, which the schema reports.
    return undefined;
  }
}

/** `file` undefined: from standard input. */
function decodeCommand(file: string | undefined, demuxer: Demuxer, limits: DecodeLimits): Command {
  const allocation = String(limits.maxMemoryMegabytes * 1_048_576);
  return {
    program: 'ffmpeg',
    args: [
      ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-max_alloc', allocation, '-filter_threads', '1'],
      ...['-threads', '1', '-codec_whitelist', CODECS],
      ...inputOptions(file, demuxer),
      ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1', '-threads', '1'],
      // A gap in the file is silence, so that a moment in the sound stays that moment in the player.
      ...['-af', 'aresample=async=1:min_hard_comp=0.1:first_pts=0'],
      // A little more than is accepted, so that too long shows.
      ...[
        '-t',
        String(limits.maxSeconds + 1),
        '-ac',
        '1',
        '-ar',
        '16000',
        '-c:a',
        'pcm_s16le',
        '-f',
        's16le',
        'pipe:1',
      ],
    ],
  };
}

/** The prefix keeps a name such as `-y` or `http:x` a name. */
function inputOptions(file: string | undefined, { name }: Demuxer): string[] {
  return [
    '-protocol_whitelist',
    file === undefined ? 'pipe' : 'file',
    '-format_whitelist',
    name,
    '-f',
    name,
    '-i',
    file === undefined ? 'pipe:0' : `file:${resolve(file)}`,
  ];
}

function outcomeOf(end: ProcessEnd): DecodeOutcome {
  // Up to version 6 running out of memory has no status of its own.
  if (end.exitCode === 1 && end.complaint.includes('Cannot allocate memory')) return 'out-of-memory';
  return end.exitCode === null ? 'crashed' : (OUTCOMES.get(end.exitCode) ?? 'unreadable');
}
