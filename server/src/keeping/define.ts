import type { ProblemCode } from '@pegasus/core/problem.ts';
import type { Services } from '../services.ts';
import type { Tools } from '../stages/define.ts';

/** What a run tells of itself: counts, and single things that failed without stopping it. */
export interface UpkeepReport {
  count(what: string, by?: number): void;
  fail(what: string, subject: string, code: ProblemCode): void;
}

/** Something that the system does for itself at set times. */
export interface UpkeepTask {
  readonly name: string;
  /** Seconds between the beginnings of two runs; undefined when the settings switch it off. */
  everySeconds(services: Services): number | undefined;
  /** Throws only what makes the whole run worthless. */
  run(services: Services, tools: Tools, report: UpkeepReport, signal: AbortSignal): Promise<void>;
}
