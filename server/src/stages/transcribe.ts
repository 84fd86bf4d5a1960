import { Problem } from '@pegasus/core/problem.ts';
import { type Segment, segmentId, type Transcript } from '@pegasus/core/transcript.ts';
import { defineStage } from './define.ts';

const ENGLISH = 'en';

/** Turns sound into words, or takes the words of captions as they are. */
export const transcribe = defineStage({
  name: 'transcribe',
  needs: ['ingested'],
  makes: ['transcript'],
  unit: 'seconds',
  // Twice as slow as life, on a machine ten times slower than the one it was measured on.
  deadlineSeconds: ({ ingested }) => 600 + 2 * ingested.seconds,
  async run(_lecture, { ingested }, { storage, speech }, { signal, progress }) {
    if (ingested.kind === 'captions') {
      progress(ingested.seconds, ingested.seconds);
      return { transcript: fromCaptions(ingested) };
    }
    const notes: string[] = [];
    const segments: Segment[] = [];
    const recognized = speech.transcribe(storage.get(ingested.objectKey), {
      signal,
      onProgress: (seconds) => progress(seconds, ingested.seconds),
      onNote: (note) => notes.push(note),
    });
    for await (const segment of recognized) segments.push({ id: segmentId(segments.length), ...segment });
    if (segments.length === 0) throw new Problem('no-speech');
    progress(ingested.seconds, ingested.seconds);
    const provenance = { ...speech.provenance(), ...(notes.length > 0 ? { notes } : {}) };
    return { transcript: { language: ENGLISH, seconds: ingested.seconds, segments, provenance } };
  },
});

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
