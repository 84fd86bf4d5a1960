import type { Moment } from '@pegasus/core/upload/upload.ts';

/** A recording that lies on this device until the server has all of it. */
export interface HeldRecording {
  /** Also the id of its upload, so that asking the server twice finds the same one. */
  id: string;
  courseId: string;
  preset: string;
  mediaType: string;
  fileName: string;
  startedAt: string;
  /** Whether nothing will be added: it was stopped, or found after its page had gone. */
  ended: boolean;
  /** Whole seconds that were put away. */
  seconds: number;
  moments: Moment[];
}

/**
 * Recordings on stable storage of this device. A piece is safe when `append` has resolved; after a kill at
 * any instant, what was appended is there and nothing else.
 */
export interface HeldRecordings {
  begin(recording: HeldRecording): Promise<void>;
  /** Puts a piece behind the others, together with what changed of the recording. Throws when there is no room. */
  append(id: string, piece: ArrayBuffer, change: Partial<HeldRecording>): Promise<void>;
  change(id: string, change: Partial<HeldRecording>): Promise<void>;
  list(): Promise<HeldRecording[]>;
  find(id: string): Promise<HeldRecording | undefined>;
  /** Bytes that are there. */
  bytes(id: string): Promise<number>;
  read(id: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
  remove(id: string): Promise<void>;
}

/** Bounds that keep two pages of this app from doing the same work. */
export interface PageLocks {
  /** Runs `work` while no other page holds the name; undefined at once when another does. */
  ifFree<T>(name: string, work: () => Promise<T>): Promise<T | undefined>;
  isHeld(name: string): Promise<boolean>;
}

export const recordingLock = (id: string) => `pegasus-recording-${id}`;
export const sendingLock = (id: string) => `pegasus-sending-${id}`;
