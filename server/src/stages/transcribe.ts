import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Problem } from '@pegasus/core/problem.ts';
import type { HeardLive } from '@pegasus/core/recording.ts';
import { type Provenance, type Segment, segmentId, type Transcript } from '@pegasus/core/transcript.ts';
import { SAMPLE_RATE } from '../speech/define.ts';
import { defineStage } from './define.ts';

const ENGLISH = 'en';

/** Turns sound into words, or takes the words of captions as they are. */
export const transcribe = defineStage({
  name: 'transcribe',
  needs: ['ingested', 'heard'],
  makes: ['transcript'],
  unit: 'seconds',
  // Twice as slow as life, on a machine ten times slower than the one it was measured on.
  deadlineSeconds: ({ ingested }) => 600 + 2 * ingested.seconds,
  async run(_lecture, { ingested, heard }, { storage, speech }, { signal, progress }) {
    if (ingested.kind === 'captions') {
      progress(ingested.seconds, ingested.seconds);
      return { transcript: fromCaptions(ingested) };
    }
    const sound = () => storage.get(ingested.objectKey);
    const live = heard && (await isHeardOf(heard, sound(), speech.provenance())) ? heard : undefined;
    const notes: string[] = [...(live?.notes ?? [])];
    const segments: Segment[] = (live?.segments ?? []).map((segment, index) => ({
      id: segmentId(index),
      ...segment,
    }));
    const resumeFrom = segments.at(-1)?.end ?? 0;
    progress(resumeFrom, ingested.seconds);
    const whole = live?.complete && live.soundBytes === Math.round(ingested.seconds * 2 * SAMPLE_RATE);
    const recognized = whole
      ? []
      : speech.transcribe(sound(), {
          signal,
          resumeFrom,
          background: heard === null,
          onProgress: (seconds) => progress(seconds, ingested.seconds),
          onNote: (note) => notes.push(note),
        });
    for await (const segment of recognized) {
      // Of a stretch that was cut off between two of its segments, the first one is there already.
      if (segment.end > resumeFrom) segments.push({ id: segmentId(segments.length), ...segment });
    }
    if (segments.length === 0) throw new Problem('no-speech');
    progress(ingested.seconds, ingested.seconds);
    const provenance = { ...speech.provenance(), ...(notes.length > 0 ? { notes } : {}) };
    return { transcript: { language: ENGLISH, seconds: ingested.seconds, segments, provenance } };
  },
});

/**
 * Whether what was heard while the recording was made is the beginning of this sound, heard by the same
 * engine with the same settings: then one pass over the sound would give the same words for it.
 */
async function isHeardOf(
  heard: NonNullable<HeardLive>,
  sound: AsyncIterable<Uint8Array>,
  provenance: Provenance,
): Promise<boolean> {
  if (!isDeepStrictEqual(heard.provenance, provenance)) return false;
  const hash = createHash('sha256');
  let left = heard.soundBytes;
  for await (const piece of sound) {
    hash.update(piece.subarray(0, left));
    left -= Math.min(left, piece.byteLength);
    if (left === 0) break;
  }
  return left === 0 && hash.digest('hex') === heard.soundSha256;
}

function fromCaptions(captions: {
  seconds: number;
  format: string;
  language?: string | undefined;
  segments: { start: number; end: number; text: string }[];
}): Transcript {
  return {
    language: captions.language ?? ENGLISH,
    seconds: captions.seconds,
    segments: captions.segments.map((segment, index) => ({ id: segmentId(index), ...segment })),
    provenance: { provider: 'captions', settings: { format: captions.format } },
  };
}
