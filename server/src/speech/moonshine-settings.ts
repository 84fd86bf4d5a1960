import type { SegmenterSettings } from './segmenter.ts';
import type { VadSettings } from './sherpa.ts';

/** Samples that the detector looks at together. */
export const FRAME = 512;

export const VAD_SETTINGS: VadSettings = {
  threshold: 0.5,
  minSilenceSeconds: 0.25,
  minSpeechSeconds: 0.25,
  eagerAfterSeconds: 12,
};

/** Speech without any pause is taken over from the detector after this, so that it cannot fill the memory. */
export const LONGEST_OPEN_SPEECH = 20;

export const SEGMENTER_SETTINGS: SegmenterSettings = {
  sampleRate: 16_000,
  maxSeconds: 15,
  joinSeconds: 0.8,
  minCutSeconds: 5,
  marginSeconds: 0.25,
  lookbackSeconds: 0.35,
};
