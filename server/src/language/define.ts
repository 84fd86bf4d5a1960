import type { Generator } from '@pegasus/core/artifacts/define.ts';
import type { Bodies } from '@pegasus/core/artifacts/registry.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import type { Problem } from '@pegasus/core/problem.ts';
import type { EarlierConcept } from '@pegasus/core/threads/earlier-concepts.ts';
import type { ConceptChange, FoundName } from '@pegasus/core/threads/mentions.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';

export interface GenerateRequest {
  transcript: Transcript;
  preset: Preset;
  courseName: string;
  lectureTitle: string;
  /** What earlier lectures of the course say of its concepts; absent or empty for the first lecture. */
  earlier?: readonly EarlierConcept[];
}

export interface GenerateContext {
  signal: AbortSignal;
  /** Called with the steps that are done and how many there are. */
  onProgress(done: number, total: number): void;
  /** Tells the log of a problem that the generator works around. */
  report?(problem: Problem): void;
}

/**
 * What a generator offers, before the quality rules. It is never trusted: the generate stage parses every
 * body and judges every item.
 */
export interface Draft {
  bodies: Bodies;
  /** Names of concepts that were found, whether or not an artifact shows them; threads are made of them. */
  concepts?: FoundName[];
  /** What this lecture changes about concepts of earlier ones, with words of both. */
  changes?: ConceptChange[];
  /** Who made it, where that is not the provider that was asked; absent otherwise. */
  generator?: Generator;
  /** Plain sentences about the material as a whole, such as why little was found. */
  notes: string[];
}

/**
 * Turns a transcript into drafts of artifacts. Throws Problem `captions-unpunctuated`, `language-failed`,
 * `language-unavailable`, `language-refused`, `language-limit` or `setting-invalid`.
 */
export interface LanguageProvider {
  readonly generator: Generator;
  /** Throws a Problem that says what is missing. Cheap enough for a start-up check. */
  check(): Promise<void>;
  generate(request: GenerateRequest, context: GenerateContext): Promise<Draft>;
  close(): Promise<void>;
}
