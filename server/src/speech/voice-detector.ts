import type { Span } from './segmenter.ts';
import { openVad, type Vad, type VadSettings } from './sherpa.ts';

/** Finds speech in sound that comes in frames of one size. */
export class VoiceDetector {
  readonly #vad: Vad;
  readonly #longestOpen: number;
  #open = 0;

  constructor(model: string, settings: VadSettings & { sampleRate: number; longestOpenSeconds: number }) {
    this.#vad = openVad(model, settings, settings.sampleRate);
    this.#longestOpen = settings.longestOpenSeconds * settings.sampleRate;
  }

  get speaking(): boolean {
    return this.#vad.isDetected();
  }

  /** Returns the stretches of speech that ended with this frame. */
  hear(frame: Float32Array): Span[] {
    this.#vad.acceptWaveform(frame);
    this.#open = this.speaking ? this.#open + frame.length : 0;
    // Without this the detector would keep speech that never pauses in memory to its end.
    return this.#open >= this.#longestOpen ? this.finish() : this.#collect();
  }

  /** Ends speech that is still open. */
  finish(): Span[] {
    this.#vad.flush();
    this.#open = 0;
    return this.#collect();
  }

  #collect(): Span[] {
    const spans: Span[] = [];
    while (!this.#vad.isEmpty()) {
      // A copy, not an external buffer: that would live until the next garbage collection.
      const { start, samples } = this.#vad.front(false);
      spans.push({ start, end: start + samples.length });
      this.#vad.pop();
    }
    return spans;
  }
}
