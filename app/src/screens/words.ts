import type { Lecture, LectureState } from '@pegasus/core/lecture.ts';
import type { StageName } from '@pegasus/core/stage-run.ts';
import type { ChipTone } from '../components/chip.tsx';
import type { IconName } from '../components/icon-paths.ts';

/** How a lecture stands, in a word or two. Every state has its row. */
export const STATE_LOOK: Record<LectureState, { tone: ChipTone; icon: IconName; words: string }> = {
  processing: { tone: 'calm', icon: 'clock', words: 'In the works' },
  ready: { tone: 'good', icon: 'check', words: 'Ready' },
  thin: { tone: 'warning', icon: 'warning', words: 'Little found' },
  failed: { tone: 'danger', icon: 'warning', words: 'Failed' },
  cancelled: { tone: 'calm', icon: 'stop', words: 'Cancelled' },
};

/** The four stages in the student's words. The names themselves are the product's and stand beside them. */
export const STAGE_WORDS: Record<StageName, { title: string; does: string }> = {
  ingest: { title: 'Ingest', does: 'Reads the recording and gets its sound ready' },
  transcribe: { title: 'Transcribe', does: 'Writes down what was said, with times' },
  generate: { title: 'Generate', does: 'Makes the material and checks every line against the recording' },
  export: { title: 'Export', does: 'Writes the files that you can take with you' },
};

/** `12 min`, `1 h 5 min`, `40 s`. */
export function lengthOf(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest ? `${Math.floor(minutes / 60)} h ${rest} min` : `${minutes / 60} h`;
}

/** `480 kB`, `12.4 MB`. */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 100_000_000 ? 1 : 0)} MB`;
}

export function dayOf(date: string): string {
  return new Date(date).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

export function detailsOf({ courseName, seconds, createdAt }: Lecture, withCourse: boolean): string {
  return [
    withCourse ? courseName : undefined,
    seconds === undefined ? undefined : lengthOf(seconds),
    dayOf(createdAt),
  ]
    .filter(Boolean)
    .join(' · ');
}
