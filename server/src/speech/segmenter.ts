/**
 * Packs detected speech into stretches that are decoded as one. Moonshine falls into loops on long sound and
 * gets better with context, so a stretch is as long as it may be, cut where the speaker pauses most.
 *
 * Everything here counts in samples and is driven by frames of one size, so the result does not depend on
 * how the sound arrives.
 */

export interface Span {
  /** Samples from the beginning of the sound. */
  start: number;
  end: number;
}

/** Sound to decode as one. `start` and `end` bound the speech; `samples` begin at `from`, a margin earlier. */
export interface Stretch extends Span {
  from: number;
  samples: Float32Array;
}

export interface SegmenterSettings {
  sampleRate: number;
  /** Longest sound of a stretch, margins included, in seconds. */
  maxSeconds: number;
  /** Speech on both sides of a longer pause is never packed together. */
  joinSeconds: number;
  /** A cut made only because of length leaves at least this much before it. */
  minCutSeconds: number;
  /** Sound kept before and after speech: the detector hears the first consonant late. */
  marginSeconds: number;
  /** How far back in time the detector may still place a beginning of speech. */
  lookbackSeconds: number;
}

export class Segmenter {
  readonly #settings: SegmenterSettings;
  readonly #sound: SoundWindow;
  readonly #pending: Span[] = [];
  #lastEnd = 0;
  #speakingSince: number | undefined;

  constructor(settings: SegmenterSettings) {
    this.#settings = settings;
    this.#sound = new SoundWindow();
  }

  /** Samples heard so far. */
  get heard(): number {
    return this.#sound.end;
  }

  /** Samples before this are done with: no stretch that is still to come begins earlier. */
  get settled(): number {
    const open = this.#speakingSince ?? this.#sound.end;
    return Math.max(this.#lastEnd, this.#pending[0]?.start ?? open - this.#samples('lookbackSeconds'));
  }

  /** Samples kept in memory. */
  get held(): number {
    return this.#sound.end - this.#sound.start;
  }

  /**
   * Takes the next frame, the speech that the detector finished with it, and whether it hears speech now.
   * Returns the stretches that are final.
   */
  add(frame: Float32Array, spoken: readonly Span[], speaking: boolean): Stretch[] {
    const ready: Stretch[] = [];
    this.#sound.append(frame);
    for (const span of spoken) this.#take(span, ready);
    if (!speaking) this.#speakingSince = undefined;
    else this.#speakingSince ??= this.#sound.end - frame.length;

    const last = this.#pending.at(-1);
    const patience = this.#samples('joinSeconds') + this.#samples('lookbackSeconds');
    if (last && !speaking && this.#sound.end - last.end > patience) this.#emit(this.#pending.length, ready);
    this.#sound.dropBefore(this.settled - this.#samples('marginSeconds') - this.#samples('lookbackSeconds'));
    return ready;
  }

  /** The sound is over: returns what is left. */
  finish(spoken: readonly Span[]): Stretch[] {
    const ready: Stretch[] = [];
    for (const span of spoken) this.#take(span, ready);
    if (this.#pending.length > 0) this.#emit(this.#pending.length, ready);
    return ready;
  }

  #take(span: Span, ready: Stretch[]): void {
    const last = this.#pending.at(-1);
    if (last && span.start - last.end > this.#samples('joinSeconds')) this.#emit(this.#pending.length, ready);
    // The detector counts in windows of its own and may overshoot the last frame by a few samples.
    this.#pending.push({ start: Math.max(span.start, this.#lastEnd), end: Math.min(span.end, this.heard) });
    this.#speakingSince = undefined;
    this.#cutToLength(ready);
  }

  #cutToLength(ready: Stretch[]): void {
    const longest = this.#samples('maxSeconds') - 2 * this.#samples('marginSeconds');
    const shortest = this.#samples('minCutSeconds');
    for (;;) {
      const first = this.#pending[0];
      const last = this.#pending.at(-1);
      if (!first || !last || last.end - first.start <= longest) return;
      const gap = widestGap(this.#pending, first.start + shortest, first.start + longest);
      if (gap !== undefined) {
        this.#emit(gap, ready);
        continue;
      }
      const middle = this.#quietest(first.start + shortest, first.start + longest);
      const index = this.#pending.findIndex((span) => span.end > middle);
      const cut = this.#pending[index];
      if (!cut) return;
      // In a pause that was too near to an end to be chosen above, there is nothing to divide.
      if (middle > cut.start) {
        this.#pending.splice(index, 1, { start: cut.start, end: middle }, { start: middle, end: cut.end });
        this.#emit(index + 1, ready);
      } else {
        this.#emit(index, ready);
      }
    }
  }

  #quietest(from: number, to: number): number {
    return from + quietestPoint(this.#sound.slice(from, to), this.#settings.sampleRate);
  }

  /**
   * Makes one stretch of the first `count` pending spans. Margins never reach into a neighbour's half of a
   * pause; what they lack is filled with silence, because Moonshine invents words where speech begins or
   * ends abruptly.
   */
  #emit(count: number, ready: Stretch[]): void {
    const spans = this.#pending.splice(0, count);
    const start = spans[0]?.start;
    const end = spans.at(-1)?.end;
    if (start === undefined || end === undefined || end <= start) return;
    const next = this.#pending[0]?.start;
    const margin = this.#samples('marginSeconds');
    const from = Math.max(start - margin, Math.ceil((this.#lastEnd + start) / 2));
    const to = Math.min(end + margin, next === undefined ? this.heard : Math.floor((end + next) / 2));
    const samples = new Float32Array(end - start + 2 * margin);
    samples.set(this.#sound.slice(from, to), from - (start - margin));
    ready.push({ start, end, from: start - margin, samples });
    this.#lastEnd = end;
  }

  #samples(setting: Exclude<keyof SegmenterSettings, 'sampleRate'>): number {
    return Math.round(this.#settings[setting] * this.#settings.sampleRate);
  }
}

/** How many spans stand before the widest pause that lies between `from` and `to`; undefined when none does. */
function widestGap(spans: readonly Span[], from: number, to: number): number | undefined {
  let best: number | undefined;
  let width = 0;
  for (let index = 1; index < spans.length; index++) {
    const before = spans[index - 1];
    const after = spans[index];
    if (!before || !after || before.end < from || before.end > to) continue;
    if (after.start - before.end > width) {
      width = after.start - before.end;
      best = index;
    }
  }
  return best;
}

/**
 * Middle of the quietest quarter of a second, in samples from the beginning of `samples`. Wide enough that the
 * closed lips before a «p» inside a word (about 100 ms) do not pass for the pause between two sentences.
 */
export function quietestPoint(samples: Float32Array, sampleRate: number): number {
  const hop = Math.round(sampleRate / 100);
  const width = 25;
  const energies: number[] = [];
  for (let start = 0; start + hop <= samples.length; start += hop) {
    let energy = 0;
    for (const sample of samples.subarray(start, start + hop)) energy += sample * sample;
    energies.push(energy);
  }
  let quietest = Number.POSITIVE_INFINITY;
  let at = Math.floor(energies.length / 2);
  for (let index = 0; index + width <= energies.length; index++) {
    const energy = energies.slice(index, index + width).reduce((sum, value) => sum + value, 0);
    if (energy < quietest) {
      quietest = energy;
      at = index + width / 2;
    }
  }
  return at * hop;
}

/** The last stretch of a sound, addressed by samples from its beginning. */
class SoundWindow {
  readonly #frames: Float32Array[] = [];
  start = 0;
  end = 0;

  append(frame: Float32Array): void {
    this.#frames.push(frame);
    this.end += frame.length;
  }

  dropBefore(position: number): void {
    for (
      let frame = this.#frames[0];
      frame && this.start + frame.length <= position;
      frame = this.#frames[0]
    ) {
      this.#frames.shift();
      this.start += frame.length;
    }
  }

  slice(from: number, to: number): Float32Array {
    const first = Math.max(from, this.start);
    const sound = new Float32Array(Math.max(0, Math.min(to, this.end) - first));
    let position = this.start;
    for (const frame of this.#frames) {
      const begin = Math.max(first, position);
      const finish = Math.min(first + sound.length, position + frame.length);
      if (finish > begin) sound.set(frame.subarray(begin - position, finish - position), begin - first);
      position += frame.length;
    }
    return sound;
  }
}
