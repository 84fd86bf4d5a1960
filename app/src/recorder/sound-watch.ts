/**
 * - `dead`: nothing at all comes from the microphone: muted, or the wrong one
 * - `clipping`: too loud to be recorded as it is
 * - `quiet`: nobody has spoken for minutes, as after the end of a lecture
 */
export type SoundWarning = 'dead' | 'clipping' | 'quiet';

/** Loudest sample and mean loudness of a short stretch, of 1. */
export interface SoundLook {
  at: number;
  peak: number;
  loudness: number;
}

const DEAD_SECONDS = 3;
const QUIET_SECONDS = 300;
const QUIET_LOUDNESS = 0.004;
const CLIP_PEAK = 0.99;
/** So many clipped looks within so many seconds. */
const CLIP_LOOKS = 5;
const CLIP_SECONDS = 5;

/** Watches the sound of one recording. `at` in seconds, growing. An open microphone is never wholly silent. */
export function createSoundWatch() {
  let aliveAt: number | undefined;
  let heardAt: number | undefined;
  let clips: number[] = [];
  return {
    look({ at, peak, loudness }: SoundLook): SoundWarning | undefined {
      aliveAt = peak > 0 ? at : (aliveAt ?? at);
      heardAt = loudness > QUIET_LOUDNESS ? at : (heardAt ?? at);
      if (peak >= CLIP_PEAK) clips.push(at);
      clips = clips.filter((clip) => at - clip <= CLIP_SECONDS);
      if (at - aliveAt >= DEAD_SECONDS) return 'dead';
      if (clips.length >= CLIP_LOOKS) return 'clipping';
      return at - heardAt >= QUIET_SECONDS ? 'quiet' : undefined;
    },
    /** Pauses count for nothing. */
    forget(): void {
      aliveAt = undefined;
      heardAt = undefined;
      clips = [];
    },
  };
}
