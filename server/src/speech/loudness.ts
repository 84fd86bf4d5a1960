/**
 * Raises quiet sound, such as a phone at the back of the hall: at a thirtieth of the usual level the
 * detector misses first words, and both it and the recognizer were made on louder speech. Never lowers.
 */

/** Peak to which quiet sound is raised, of 1. */
const PEAK = 0.5;
/** More than this would only raise the noise of the recorder. */
const MOST = 30;

/** Factor for a stretch that is known as a whole. */
export function peakGain(samples: Float32Array): number {
  return gainFor(peakOf(samples));
}

/** Factor for sound of which the end is not known yet: follows the peak at once, forgets it over a minute. */
export class GainFollower {
  readonly #keep: number;
  #peak = 0;

  /** `frameSeconds`: length of the frames that will be given. */
  constructor(frameSeconds: number) {
    this.#keep = Math.exp(-frameSeconds / 60);
  }

  follow(frame: Float32Array): number {
    this.#peak = Math.max(peakOf(frame), this.#peak * this.#keep);
    return gainFor(this.#peak);
  }
}

export function amplify(samples: Float32Array, gain: number): Float32Array {
  return gain === 1 ? samples : samples.map((sample) => sample * gain);
}

function gainFor(peak: number): number {
  return peak === 0 ? 1 : Math.min(MOST, Math.max(1, PEAK / peak));
}

function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return peak;
}
