import type { SeriesName, Where } from './expression.ts';

export type Labels = Readonly<Record<string, string>>;

/** One figure as it was exposed. */
export interface Sample {
  name: string;
  labels: Labels;
  value: number;
}

export interface Point {
  /** Seconds since 1970. */
  at: number;
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
}

/**
 * Keeps the series of the given names in memory for as many seconds. A series of which a newer scrape says
 * nothing has no point there, as in Prometheus.
 */
export function createHistory(names: ReadonlySet<string>, keepSeconds: number): RecordedHistory {
  const kept = new Map<string, Map<string, { labels: Labels; points: Point[] }>>();
  return {
    record: (at, samples) => {
      for (const { name, labels, value } of samples) {
        if (!names.has(name)) continue;
        const family = kept.get(name) ?? new Map<string, { labels: Labels; points: Point[] }>();
        kept.set(name, family);
        const key = keyOf(labels);
        const series = family.get(key) ?? { labels, points: [] };
        family.set(key, series);
        series.points.push({ at, value });
      }
      for (const family of kept.values()) {
        for (const [key, { points }] of family) {
          const first = points.findIndex((point) => point.at > at - keepSeconds);
          if (first === -1) family.delete(key);
          else if (first > 0) points.splice(0, first);
        }
      }
    },
    range: (name, where, from, to) =>
      [...(kept.get(name)?.values() ?? [])]
        .filter(({ labels }) => fits(labels, where))
        .map(({ labels, points }) => ({
          labels,
          points: points.filter(({ at }) => at > from && at <= to),
        }))
        .filter(({ points }) => points.length > 0),
  };
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
