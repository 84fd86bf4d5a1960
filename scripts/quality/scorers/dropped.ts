import type { Figure, LectureScorer } from './define.ts';
import { shareFigure } from './define.ts';

/** What the quality rules did to the generator's offer, by rule. */
export const dropped: LectureScorer = {
  name: 'dropped',
  title: 'Dropped by the quality rules',
  scope: 'lecture',
  score({ reports }) {
    const all = Object.values(reports);
    const sum = (pick: (report: (typeof all)[number]) => number) =>
      all.reduce((total, report) => total + pick(report), 0);
    const byRule = new Map<string, number>();
    for (const report of all) {
      for (const [rule, times] of Object.entries(report.dropped)) {
        byRule.set(rule, (byRule.get(rule) ?? 0) + times);
      }
    }
    const offered = sum((report) => report.offered);
    const rules = [...byRule].sort(([one], [other]) => (one < other ? -1 : 1));
    return [
      { name: 'offered', value: offered, as: 'count' },
      ...shareFigure(
        'kept',
        sum((report) => report.kept),
        offered,
      ),
      { name: 'cited anew', value: sum((report) => report.repaired), as: 'count' },
      ...rules.map(([rule, value]): Figure => ({ name: `dropped: ${rule}`, value, as: 'count' })),
    ];
  },
};
