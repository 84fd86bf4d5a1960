/** Reads a text aloud. One text at a time: another stops the first. */
export interface Voice {
  /** Whether this device can speak. */
  possible: boolean;
  speak(text: string, language: string, ended: () => void): void;
  stop(): void;
}
