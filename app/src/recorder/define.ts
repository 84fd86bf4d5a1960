import type { SoundWarning } from './sound-watch.ts';

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
  /** What the sound itself says that is wrong. */
  warning?: SoundWarning;
  /** Whole seconds that are on stable storage of this device. */
  safeSeconds: number;
  /** It records only while the app is on the screen. */
  staysOpen?: boolean;
  /** Share of the battery that is left, when it is low and not charging. */
  lowBattery?: number;
  /** Hours that still fit on this device, when they are few. */
  hoursLeft?: number;
  /** The recording on this device that this one is. */
  heldId?: string;
}

/** What the recording will belong to: known before it begins, so that nothing is asked after it. */
export interface RecordingPlan {
  courseId: string;
  preset: string;
}

/**
 * One recording with the microphone. Every second of it is on stable storage of this device before it is
 * anywhere else; sending it is not this one's work.
 */
export interface Recorder {
  status(): RecorderStatus;
  /** Called whenever the status is another one; several times a second while it records. */
  subscribe(changed: () => void): () => void;
  /** Asks for the microphone and begins. Never throws: what goes wrong is in the status. */
  start(plan: RecordingPlan): Promise<void>;
  pause(): void;
  resume(): void;
  /** Notes this moment. */
  mark(): void;
  /** Ends it; what was recorded goes on its way. */
  stop(): Promise<void>;
  /** Ends it. What was recorded stays on the device and goes on its way, as after a closed page. */
  leave(): Promise<void>;
  /** Ends it and throws away what was recorded, here and where it was sent to, which `remove` does. */
  discard(remove: (heldId: string) => Promise<void>): Promise<void>;
}
