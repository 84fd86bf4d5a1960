/**
 * The seam to sherpa-onnx: the few calls that are used, typed by hand because the package has no types.
 * Loading it maps about 40 MB of native code, so only the recognition process does.
 */
import { createRequire } from 'node:module';
import type { MoonshineFiles } from './moonshine-models.ts';

export interface Vad {
  acceptWaveform(samples: Float32Array): void;
  isDetected(): boolean;
  isEmpty(): boolean;
  front(external: boolean): { start: number; samples: Float32Array };
  pop(): void;
  flush(): void;
}

export interface OfflineRecognizer {
  createStream(): { acceptWaveform(sound: { samples: Float32Array; sampleRate: number }): void };
  decodeAsync(stream: unknown): Promise<{ text: string }>;
}

interface Sherpa {
  Vad: new (config: unknown, bufferSeconds: number) => Vad;
  OfflineRecognizer: { createAsync(config: unknown): Promise<OfflineRecognizer> };
}

function loadSherpa(): Sherpa {
  // The package is CommonJS without declarations; this shape is what the two functions below rely on.
  return createRequire(import.meta.url)('sherpa-onnx-node') as Sherpa;
}

/** What is installed: the engine's version, or the name of the package that is missing on this machine. */
export function findSherpa(): { version: string } | { missing: string } {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const native = `sherpa-onnx-${platform}-${process.arch}`;
  let missing = 'sherpa-onnx-node';
  try {
    const entry = createRequire(import.meta.url).resolve('sherpa-onnx-node/package.json');
    missing = native;
    createRequire(entry).resolve(`${native}/package.json`);
    const { version } = createRequire(entry)(entry) as { version: string };
    return { version };
  } catch {
    return { missing };
  }
}

export interface VadSettings {
  threshold: number;
  minSilenceSeconds: number;
  minSpeechSeconds: number;
  /** Speech longer than this makes the detector take shorter pauses as ends. */
  eagerAfterSeconds: number;
}

export function openVad(model: string, settings: VadSettings, sampleRate: number): Vad {
  return new (loadSherpa().Vad)(
    {
      sileroVad: {
        model,
        threshold: settings.threshold,
        minSilenceDuration: settings.minSilenceSeconds,
        minSpeechDuration: settings.minSpeechSeconds,
        maxSpeechDuration: settings.eagerAfterSeconds,
        windowSize: 512,
      },
      sampleRate,
      numThreads: 1,
      debug: 0,
    },
    60,
  );
}

/** One thread per session: two sessions' calls side by side beat one call on two threads. */
export function openRecognizer(files: MoonshineFiles, sampleRate: number): Promise<OfflineRecognizer> {
  return loadSherpa().OfflineRecognizer.createAsync({
    featConfig: { sampleRate, featureDim: 80 },
    modelConfig: {
      moonshine: { encoder: files.encoder, mergedDecoder: files.decoder },
      tokens: files.tokens,
      numThreads: 1,
      debug: 0,
    },
  });
}
