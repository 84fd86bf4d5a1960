/**
 * Embedded English speech recognition, without key and network: Moonshine (Jeffries et al. 2024,
 * arXiv:2410.15608) behind Silero voice activity detection, both run by sherpa-onnx in a process of their own.
 */
import { Problem } from '@pegasus/core/problem.ts';
import type { Provenance } from '@pegasus/core/transcript.ts';
import type { PcmStream, RecognizedSegment, SpeechContext, SpeechProvider } from './define.ts';
import { MODEL_SHA256, type MoonshineModel, prepareMoonshine } from './moonshine-models.ts';
import { SEGMENTER_SETTINGS, VAD_SETTINGS } from './moonshine-settings.ts';
import { Recognition } from './recognition.ts';
import { findSherpa } from './sherpa.ts';

export interface MoonshineOptions {
  /** `base` (63 MB) makes fewer mistakes, `tiny` (28 MB) is about twice as fast. */
  model: MoonshineModel;
  /** Folder for the vocabulary file that is made from the tokenizer package; made when missing. */
  cacheFolder: string;
  /** Stretches decoded at the same time, 1 to 4; each takes one core. Default 2. */
  threads?: number;
}

export function createMoonshine(options: MoonshineOptions): SpeechProvider {
  return new Moonshine(options);
}

class Moonshine implements SpeechProvider {
  readonly name = 'moonshine';
  readonly #model: MoonshineModel;
  readonly #cacheFolder: string;
  readonly #threads: number;
  readonly #running = new Set<Recognition>();
  #closed = false;

  constructor(options: MoonshineOptions) {
    this.#model = options.model;
    this.#cacheFolder = options.cacheFolder;
    this.#threads = Math.min(Math.max(Math.trunc(options.threads ?? 2), 1), 4);
  }

  provenance(): Provenance {
    const sherpa = findSherpa();
    return {
      provider: this.name,
      model: `moonshine-${this.#model}`,
      modelSha256: { ...MODEL_SHA256[this.#model] },
      settings: {
        language: 'en',
        engine: 'version' in sherpa ? `sherpa-onnx ${sherpa.version}` : 'sherpa-onnx',
        ...VAD_SETTINGS,
        ...SEGMENTER_SETTINGS,
      },
    };
  }

  async check(): Promise<void> {
    const sherpa = findSherpa();
    if ('missing' in sherpa) {
      throw new Problem('speech-unavailable', `The npm package ${sherpa.missing} is not installed.`);
    }
    await prepareMoonshine(this.#model, this.#cacheFolder);
  }

  async *transcribe(sound: PcmStream, context: SpeechContext): AsyncGenerator<RecognizedSegment> {
    const { signal } = context;
    signal.throwIfAborted();
    const files = await prepareMoonshine(this.#model, this.#cacheFolder);
    signal.throwIfAborted();
    if (this.#closed) throw closed();

    const orders = { files, threads: this.#threads, resumeFrom: context.resumeFrom ?? 0 };
    const recognition = new Recognition(orders, context.background ?? false);
    const stop = () => recognition.fail(signal.reason);
    this.#running.add(recognition);
    signal.addEventListener('abort', stop);
    try {
      recognition.feed(sound);
      for await (const message of recognition.messages) {
        if (message.kind === 'segment') yield message.segment;
        else if (message.kind === 'note') context.onNote(message.note);
        else if (message.kind === 'progress') context.onProgress(message.seconds);
      }
    } finally {
      signal.removeEventListener('abort', stop);
      await recognition.close();
      this.#running.delete(recognition);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const recognition of this.#running) recognition.fail(closed());
    await Promise.all([...this.#running].map((recognition) => recognition.close()));
  }
}

function closed(): Problem {
  return new Problem('speech-unavailable', 'The recognizer was closed.');
}
