import { Problem } from '@pegasus/core/problem.ts';
import { LIMITS as CAPTION_LIMITS } from '../captions/define.ts';
import { SAMPLE_RATE } from '../speech/define.ts';
import { soundKey } from '../storage/key.ts';
import { defineStage } from './define.ts';
import { createLevelMeter } from './level-meter.ts';

const BYTES_PER_SECOND = SAMPLE_RATE * 2;
/** Below this share of full scale nothing was recorded: the noise of an open microphone is louder. */
const SILENCE_PEAK = 0.001;
const SHORTEST_SECONDS = 0.5;

/** Checks what was handed in and makes it ready for recognition: one decode, one pass, flat memory. */
export const ingest = defineStage({
  name: 'ingest',
  needs: ['recording'],
  makes: ['ingested'],
  unit: 'seconds',
  // Decoding runs a hundred times faster than life; a slow disk and a busy machine get the rest.
  deadlineSeconds: () => 1800,
  async run(
    lecture,
    { recording },
    { storage, decoder, parseCaptions, limits },
    { signal, tryId, progress },
  ) {
    if (recording.kind === 'captions') {
      refuseLargeCaptions(recording.bytes);
      const bytes = Buffer.concat(await Array.fromAsync(storage.get(recording.objectKey)));
      const { segments, language } = parseCaptions(recording.format, bytes);
      const seconds = segments.reduce((latest, { end }) => Math.max(latest, end), 0);
      progress(seconds, seconds);
      return {
        ingested: {
          kind: 'captions',
          seconds,
          segments,
          format: recording.format,
          ...(language ? { language } : {}),
        },
      };
    }

    const meter = createLevelMeter();
    const stored = await storage.withFile(recording.objectKey, async (path) => {
      const decodeLimits = { maxSeconds: limits.maxSeconds, maxWallSeconds: 1500, maxMemoryMegabytes: 1024 };
      const sound = decoder.decode(path, { signal, limits: decodeLimits });
      return storage.put(
        soundKey(lecture.id, tryId),
        meter.through(sound, (bytes) => progress(bytes / BYTES_PER_SECOND, 0)),
        { signal },
      );
    });
    const seconds = stored.bytes / BYTES_PER_SECOND;
    const refusal = refuse(seconds, meter.peak());
    if (refusal) {
      await storage.remove(stored.key);
      throw refusal;
    }
    progress(seconds, seconds);
    return {
      ingested: { kind: 'audio', objectKey: stored.key, seconds, peak: meter.peak(), decoder: decoder.name },
    };
  },
});

/** Captions are read whole, so they are refused by size before that. */
function refuseLargeCaptions(bytes: number): void {
  if (bytes > CAPTION_LIMITS.bytes)
    throw new Problem('captions-invalid', `The file is over ${CAPTION_LIMITS.bytes} bytes.`);
}

function refuse(seconds: number, peak: number): Problem | undefined {
  if (seconds < SHORTEST_SECONDS)
    return new Problem('recording-empty', `It holds ${seconds.toFixed(1)} seconds of sound.`);
  if (peak < SILENCE_PEAK) return new Problem('recording-silent');
  return undefined;
}
