import type { Figure, LectureScorer } from './define.ts';

/** How well the cited words carry the kept items, and whether every quote stands where it is cited. */
export const support: LectureScorer = {
  name: 'support',
  title: 'Grounding',
  scope: 'lecture',
  score({ reports, items, transcript }) {
    const kept = Object.values(reports).flatMap(({ kept, support }) =>
      support ? [{ kept, ...support }] : [],
    );
    const total = kept.reduce((sum, report) => sum + report.kept, 0);
    const texts = new Map(transcript.segments.map(({ id, text }) => [id, text]));
    const unsaid: string[] = [];
    const uncited: string[] = [];
    for (const { id, sources, claim, verbatim } of items) {
      if (sources.length === 0 || sources.some((source) => !texts.has(source)))
        uncited.push(`${id}: ${claim}`);
      const cited = squash(sources.map((source) => texts.get(source) ?? '').join(' '));
      if (verbatim && !claim.split('\n').every((line) => cited.includes(squash(line)))) unsaid.push(claim);
    }
    const decimal = (name: string, value: number): Figure => ({ name, value, as: 'decimal' });
    return [
      ...(total > 0
        ? [
            decimal('lowest support', Math.min(...kept.map(({ lowest }) => lowest))),
            decimal('mean support', kept.reduce((sum, { mean, kept }) => sum + mean * kept, 0) / total),
          ]
        : []),
      { name: 'items without a real source', value: uncited.length, as: 'count', most: 0, cases: uncited },
      { name: 'quotes that were not said', value: unsaid.length, as: 'count', most: 0, cases: unsaid },
    ];
  },
};

/** The words alone. Sounds of hesitation are none. */
function squash(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b(?:u+m+|u+h+|erm+|hm+|mhm+|uhm+)\b ?/g, '')
    .trim();
}
