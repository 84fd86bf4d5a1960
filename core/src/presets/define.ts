import type { ArtifactName } from '../artifacts/registry.ts';

/**
 * What a sentence of a lecture does. A section of a summary says which of these it collects, so a preset
 * is data and no generator needs to know any preset by name.
 */
export type Role =
  | 'definition'
  | 'key-point'
  | 'claim'
  | 'cause'
  | 'contrast'
  | 'example'
  | 'analogy'
  | 'evidence'
  | 'misconception'
  | 'dependency'
  | 'kind-of'
  | 'step'
  | 'question'
  | 'open-question'
  | 'position'
  | 'critique'
  | 'recap';

/** How a section is laid out: points, numbered steps, or a table that sets one thing against another. */
export type Layout = 'points' | 'steps' | 'table';

export interface PresetSection {
  id: string;
  title: string;
  /** What it collects, best first. */
  collects: readonly Role[];
  layout: Layout;
  /** Column heads of a table. */
  columns?: readonly string[];
  /** Most points or rows. */
  most: number;
  /** The one short line that stands there when the lecture holds nothing for it. */
  whenEmpty: string;
}

export interface Bounds {
  least: number;
  most: number;
}

/** The style of revision, chosen before recording. Data and rules: it changes structure, not only wording. */
export interface Preset {
  readonly id: string;
  readonly title: string;
  /** One sentence for the student who chooses. */
  readonly purpose: string;
  readonly sections: readonly PresetSection[];
  readonly chunking: {
    size: 'very short' | 'short' | 'medium' | 'hierarchical';
    /** Most points that stand together. */
    points: number;
    /** Most minutes of reading that stand together. */
    minutes: number;
  };
  /** Artifacts in the order in which they are shown and exported. What is not named is not made. */
  readonly artifacts: readonly ArtifactName[];
  readonly outline: { depth: 1 | 2 | 3 };
  readonly keyTerms: Bounds;
  readonly flashcards: Bounds & {
    /** Card kinds, best first. A kind that is not named is not made. */
    kinds: readonly (
      | 'definition'
      | 'cause'
      | 'comparison'
      | 'relation'
      | 'list'
      | 'fact'
      | 'cloze'
      | 'figure'
    )[];
  };
  readonly examQuestions: Bounds & {
    forms: readonly ('multiple-choice' | 'true-false' | 'short-answer' | 'essay')[];
    markScheme: boolean;
  };
  /** Bounds of the concepts; relations may be twice as many. */
  readonly conceptMap: Bounds;
  readonly display: {
    /** Whether a screen shows everything below one another, or one chunk and a way to the next. */
    pace: 'page' | 'one at a time';
    /** Calm: larger type, wider lines apart, nothing moves, one accent colour. */
    typography: 'standard' | 'calm';
  };
  readonly sentences: {
    /** Longest sentence that may stand in the summary, in words. */
    maxWords: number;
    /** Highest Flesch–Kincaid grade at which a sentence is still preferred; absent where it does not matter. */
    maxGrade?: number;
  };
  /** Fewer items than this over all artifacts, and the material is thin. */
  readonly leastItems: number;
}
