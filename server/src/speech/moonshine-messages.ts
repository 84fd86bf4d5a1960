/** What the recognition process is told on its command line, and what it tells. Sound goes in through its stdin. */
import type { RecognizedSegment } from './define.ts';
import type { MoonshineFiles } from './moonshine-models.ts';

export interface MoonshineOrders {
  files: MoonshineFiles;
  /** Stretches that are decoded side by side. */
  threads: number;
  /** Stretches that end by this second are known and not decoded. */
  resumeFrom: number;
}

export type MoonshineMessage =
  | { kind: 'segment'; segment: RecognizedSegment }
  | { kind: 'progress'; seconds: number }
  | { kind: 'note'; note: string }
  | { kind: 'done' };
