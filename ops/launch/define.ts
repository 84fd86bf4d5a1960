/** What an item has while it is proved. */
export interface LaunchContext {
  /** Root of the project that is proved. */
  root: string;
  /** An empty folder that is gone afterwards. */
  scratch: string;
  /** A folder for files that show what was seen; kept. */
  evidence: string;
  /** Aborted when the item takes far too long. */
  signal: AbortSignal;
  /** A line of the proof. */
  note(line: string): void;
}

/** The smallest change that breaks what an item claims. Exactly one place of the file must match. */
export interface Sabotage {
  /** What is broken by it. */
  breaks: string;
  /** From the root of the project. */
  file: string;
  find: string;
  replace: string;
}

/** One promise that must be kept before a launch, and the program that proves it on the real thing, now. */
export interface LaunchItem {
  readonly id: string;
  readonly title: string;
  /** What exists. */
  readonly endpoint: string;
  /** Minutes after which it is stopped, where the usual five are too few. */
  readonly minutes?: number;
  /** Resolves when the promise is kept; throws what is wrong. Never reads an old result. */
  prove(context: LaunchContext): Promise<void>;
  /** An item that survives one of these proves nothing. Never empty. */
  readonly sabotages: readonly Sabotage[];
}

/** A promise for which there is no program yet. It counts as not proved. */
export interface Unproved {
  readonly id: string;
  readonly title: string;
}

export type LaunchRow = LaunchItem | Unproved;

export function hasProgram(row: LaunchRow): row is LaunchItem {
  return 'prove' in row;
}

/** The one command that proves an item. */
export function testCommand(id: string): string {
  return `npm run launch -- ${id}`;
}
