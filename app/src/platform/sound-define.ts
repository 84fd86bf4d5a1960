export interface SoundStatus {
  playing: boolean;
  /** Where it is. */
  seconds: number;
  /** Whether it cannot be played. */
  failed: boolean;
}

/** A file that plays. */
export interface Sound {
  status(): SoundStatus;
  playFrom(seconds: number): void;
  play(): void;
  pause(): void;
  setSpeed(speed: number): void;
  close(): void;
}
