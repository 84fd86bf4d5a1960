import type { LectureFacts, MaterialName, Materials } from '@pegasus/core/materials.ts';
import type { Problem } from '@pegasus/core/problem.ts';
import type { ProgressUnit, StageName } from '@pegasus/core/stage-run.ts';
import type { Captions } from '../captions/define.ts';
import type { Exporter } from '../exporters/define.ts';
import type { LanguageProvider } from '../language/define.ts';
import type { Decoder } from '../media/define.ts';
import type { SpeechProvider } from '../speech/define.ts';
import type { Storage } from '../storage/define.ts';

/** What a stage may use. It names in `run` what it does use. */
export interface Tools {
  storage: Storage;
  parseCaptions(format: string, bytes: Uint8Array): Captions;
  decoder: Decoder;
  speech: SpeechProvider;
  language: LanguageProvider;
  exporters: readonly Exporter[];
  limits: { maxSeconds: number };
  /** Address under which browsers reach the server, for links in exports; empty where it is not known. */
  publicUrl?: string;
  now(): Date;
  newId(): string;
}

export interface StageContext {
  signal: AbortSignal;
  /** Id of this try, for names of objects that no other try may write. */
  tryId: string;
  progress(done: number, total: number): void;
  /** Tells the log of a problem that the stage works around. */
  report?(problem: Problem): void;
  /** Counts decisions of the stage in the one metrics table. */
  countItems(artifact: string, decision: 'kept' | 'repaired' | 'dropped', by: number): void;
}

/** What a stage gives back: its materials, and why the pipeline must not go on by itself, if so. */
export type StageOutput<Makes extends MaterialName> = Pick<Materials, Makes> & {
  /** The lecture is thin: what was made is stored, and no further stage runs. */
  held?: string;
};

/**
 * A step of the pipeline: a plain function from materials to materials. It never enqueues and never writes
 * to the database.
 */
export interface Stage<Needs extends MaterialName = MaterialName, Makes extends MaterialName = MaterialName> {
  readonly name: StageName;
  readonly needs: readonly Needs[];
  readonly makes: readonly Makes[];
  readonly unit: ProgressUnit;
  /** Seconds after which a try is stopped, generous for the slowest supported machine. */
  deadlineSeconds(materials: Pick<Materials, Needs>): number;
  run(
    lecture: LectureFacts,
    materials: Pick<Materials, Needs>,
    tools: Tools,
    context: StageContext,
  ): Promise<StageOutput<Makes>>;
}

/** Keeps the literal names of a stage while its function is checked against them. */
export function defineStage<const Needs extends MaterialName, const Makes extends MaterialName>(
  stage: Stage<Needs, Makes>,
): Stage<Needs, Makes> {
  return stage;
}
