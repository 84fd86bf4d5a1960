import type { ChosenFile } from '@pegasus/core/client.ts';

/**
 * - `idle`: nothing was recorded yet
 * - `asking`: the system asks the student for the microphone
 * - `stopping`: the last of it is being put away
 * - `stopped`: the recording is there
 * - `failed`: it cannot go on; the trouble says why. What was recorded until then is kept where it can be.
 */
export type RecorderState = 'idle' | 'asking' | 'recording' | 'paused' | 'stopping' | 'stopped' | 'failed';

/** Why it cannot record. */
export type RecorderTrouble = 'no-permission' | 'no-microphone' | 'not-supported' | 'interrupted' | 'no-room';

export interface RecorderStatus {
  state: RecorderState;
  /** Seconds recorded, pauses not counted. */
  seconds: number;
  /** How loud it is just now, 0 to 1. */
  level: number;
  /** Seconds at which the student pressed the marker. */
  markers: readonly number[];
  trouble?: RecorderTrouble;
}

export interface Recorded {
  file: ChosenFile;
  seconds: number;
  markers: readonly number[];
}

/** One recording with the microphone, from the press of the button to the file. */
export interface Recorder {
  status(): RecorderStatus;
  /** Called whenever the status is another one; several times a second while it records. */
  subscribe(changed: () => void): () => void;
  /** Asks for the microphone and begins. Never throws: what goes wrong is in the status. */
  start(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Notes this moment. */
  mark(): void;
  /** Ends it. Undefined when nothing was recorded. */
  stop(): Promise<Recorded | undefined>;
  /** Ends it and throws away what was recorded. */
  discard(): Promise<void>;
}
