import type { LaunchContext } from '../launch/define.ts';

/** What a drill is given: a place to work in, a place for evidence, and a line for each thing that was seen. */
export type DrillContext = LaunchContext;

export interface DrillOptions {
  /** How much there is to lose. */
  lectures: number;
  /** Keep objects in a real S3 store in place of a folder. */
  s3: boolean;
  /** The only parts of it that are rehearsed; all when empty. */
  only?: readonly string[];
  /** Minutes during which nothing may go wrong. */
  minutes?: number;
}

/** A rehearsal that runs unattended, measures itself and throws what went wrong. */
export interface Drill {
  readonly name: string;
  readonly about: string;
  run(context: DrillContext, options: DrillOptions): Promise<void>;
}
