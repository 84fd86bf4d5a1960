import type { Sample } from '../metrics.ts';
import type { SeriesName, Where } from './expression.ts';

export type Labels = Readonly<Record<string, string>>;

export interface Point {
  /** Seconds since 1970. */
  at: number;
  /** Not a number where nobody tells the series any more. */
  value: number;
}

export interface Series {
  labels: Labels;
  points: readonly Point[];
}

/** Past figures, for the evaluator. */
export interface History {
  /** The series of a name in which the labels are so, each with its points after `from` up to `to`. */
  range(name: SeriesName, where: Where, from: number, to: number): Series[];
}

export interface RecordedHistory extends History {
  /** Takes in what is exposed at a moment, and lets go of what no window reaches any more. */
  record(at: number, samples: Iterable<Sample>): void;
  /** Nobody tells the series with these labels any more: from now on they have no newest point. */
  end(at: number, where: Where): void;
}

/**
 * Keeps the series of the given names in memory, each for as many seconds. A series of which a newer scrape
 * says nothing has no point there, as in Prometheus. Points come in the order of time.
 */
export function createHistory(keepSeconds: ReadonlyMap<string, number>): RecordedHistory {
  const kept = new Map<string, Map<string, { labels: Labels; points: Point[] }>>();
  return {
    record: (at, samples) => {
      for (const { name, labels, value } of samples) {
        if (!keepSeconds.has(name)) continue;
        const family = kept.get(name) ?? new Map<string, { labels: Labels; points: Point[] }>();
        kept.set(name, family);
        const key = keyOf(labels);
        const series = family.get(key) ?? { labels, points: [] };
        family.set(key, series);
        series.points.push({ at, value });
      }
      for (const [name, family] of kept) {
        const oldest = at - (keepSeconds.get(name) ?? 0);
        for (const [key, { points }] of family) {
          const first = firstAfter(points, oldest);
          if (first === points.length) family.delete(key);
          else if (first > 0) points.splice(0, first);
        }
      }
    },
    end: (at, where) => {
      for (const family of kept.values()) {
        for (const { labels, points } of family.values()) {
          const last = points.at(-1);
          if (last && !Number.isNaN(last.value) && fits(labels, where))
            points.push({ at, value: Number.NaN });
        }
      }
    },
    range: (name, where, from, to) =>
      [...(kept.get(name)?.values() ?? [])]
        .filter(({ labels }) => fits(labels, where))
        .map(({ labels, points }) => ({
          labels,
          points: points.slice(firstAfter(points, from), firstAfter(points, to)),
        }))
        .filter(({ points }) => points.length > 0),
  };
}

/** The place of the first point later than a moment; as many as there are when none is. */
function firstAfter(points: readonly Point[], moment: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.at ?? 0) > moment) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Equal for equal labels, in whatever order they are written. */
export function keyOf(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function fits(labels: Labels, where: Where): boolean {
  return Object.entries(where).every(([label, value]) => {
    const found = labels[label] ?? '';
    return typeof value === 'string' ? found === value : found !== value.not;
  });
}
