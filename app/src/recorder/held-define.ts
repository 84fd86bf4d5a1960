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

/** Recordings on stable storage of this device. After a kill at any instant, what was put away is there. */
export interface HeldRecordings {
  begin(recording: HeldRecording): Promise<void>;
  change(id: string, change: Partial<HeldRecording>): Promise<void>;
  list(): Promise<HeldRecording[]>;
  find(id: string): Promise<HeldRecording | undefined>;
  /** Bytes that are there. */
  bytes(id: string): Promise<number>;
  read(id: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
  remove(id: string): Promise<void>;
}

/** Where a page hands over the sound piece by piece. */
export interface HeldPieces extends HeldRecordings {
  /**
   * Puts a piece behind the others, together with what changed of the recording: safe once it has resolved.
   * Throws when there is no room.
   */
  append(id: string, piece: ArrayBuffer, change: Partial<HeldRecording>): Promise<void>;
}

/** Where the system itself writes the sound to files, also while the app gets no time. */
export interface HeldSegments extends HeldRecordings {
  /** Puts the file behind the others, before anything is written to it. It grows while it is the last one. */
  adopt(id: string, uri: string): Promise<void>;
}

/** Bounds that keep two pages of this app from doing the same work. */
export interface PageLocks {
  /** Runs `work` while no other page holds the name; undefined at once when another does. */
  ifFree<T>(name: string, work: () => Promise<T>): Promise<T | undefined>;
  isHeld(name: string): Promise<boolean>;
}

export const recordingLock = (id: string) => `pegasus-recording-${id}`;
export const sendingLock = (id: string) => `pegasus-sending-${id}`;
