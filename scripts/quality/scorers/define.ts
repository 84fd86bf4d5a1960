import type { Production } from '../produce.ts';

/** One measured number about what was produced. */
export interface Figure {
  name: string;
  value: number;
  as: 'count' | 'percent' | 'decimal';
  /** Counts behind a share, such as `19/20`. */
  of?: string;
  /** What the figure should be at least or at most, where something is promised. */
  least?: number;
  most?: number;
  /** The cases behind a figure that somebody should look at. */
  cases?: string[];
}

/** What a scorer may use besides what was produced. */
export interface Given {
  /** Terms that the material should cover; absent when no list was given. */
  terms?: readonly string[];
}

/**
 * Measures one side of quality. It judges by itself and does not ask the quality rules again, except where
 * it counts what these did: a mistake in the rules shall be seen. A figure that does not apply is left out.
 */
export interface LectureScorer {
  readonly name: string;
  readonly title: string;
  readonly scope: 'lecture';
  score(production: Production, given: Given): Figure[];
}

/** The same for what only the lectures of a course together show. They are in the order of the course. */
export interface CourseScorer {
  readonly name: string;
  readonly title: string;
  readonly scope: 'course';
  score(productions: readonly Production[], given: Given): Promise<Figure[]>;
}

export type Scorer = LectureScorer | CourseScorer;

/** A share with the counts behind it; none where there is nothing to share. */
export function shareFigure(
  name: string,
  part: number,
  whole: number,
  more: Pick<Figure, 'least' | 'most' | 'cases'> = {},
): Figure[] {
  if (whole === 0) return [];
  return [{ name, value: part / whole, as: 'percent', of: `${part}/${whole}`, ...more }];
}

/** A count that should be 0, with the cases. */
export function faultFigure(name: string, cases: string[]): Figure {
  return { name, value: cases.length, as: 'count', most: 0, cases };
}
