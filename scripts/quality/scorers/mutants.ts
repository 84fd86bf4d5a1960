import type { Item } from '@pegasus/core/artifacts/define.ts';
import { type GroundingMeasure, measureGrounding } from '@pegasus/core/grounding/measure.ts';
import { MUTANT_KINDS } from '@pegasus/core/grounding/mutants.ts';
import { seededRandom } from '../fixed.ts';
import { type Figure, type LectureScorer, shareFigure } from './define.ts';

const SEED = 1;
/** What was promised. */
const LEAST_CAUGHT = 0.9;
const MOST_LOST = 0.05;
/** A good item that does not suit a preset is not lost to a mistake. */
const NO_MISTAKE = new Set(['preset-fit', 'lengths']);

/** How many items are caught that were made wrong on purpose; quotes, which are easy, count apart. */
export const mutants: LectureScorer = {
  name: 'mutants',
  title: 'Mutants caught',
  scope: 'lecture',
  score({ items, transcript, preset, source }) {
    const random = seededRandom(SEED);
    const measure = measureGrounding(items, { transcript, preset, random });
    const rates = MUTANT_KINDS.map((kind) => ({ kind, ...measure.kinds[kind] }));
    const sum = (pick: (rate: (typeof rates)[number]) => number) =>
      rates.reduce((total, rate) => total + pick(rate), 0);
    return [
      ...rates.flatMap(({ kind, made, caught, quotes }) =>
        shareFigure(kind, caught - quotes.caught, made - quotes.made, {
          least: LEAST_CAUGHT,
          cases: missedOf(measure, kind),
        }),
      ),
      ...shareFigure(
        'made of quotes, all kinds',
        sum(({ quotes }) => quotes.caught),
        sum(({ quotes }) => quotes.made),
        { least: LEAST_CAUGHT },
      ),
      ...lostFigure(source.goodItems ?? [], { transcript, preset }),
    ];
  },
};

function missedOf({ missed }: GroundingMeasure, wanted: string): string[] {
  return missed
    .filter(({ kind, origin }) => kind === wanted && !origin.verbatim)
    .map(({ item }) => [item.question ?? item.subject, item.statement?.text ?? item.claim].join(' → '));
}

/** Items written by hand tell what the rules lose; those that were made have passed them already. */
function lostFigure(
  good: readonly Item[],
  { transcript, preset }: Pick<Parameters<typeof measureGrounding>[1], 'transcript' | 'preset'>,
): Figure[] {
  if (good.length === 0) return [];
  const { lost } = measureGrounding(good, { transcript, preset, random: seededRandom(SEED) }).good;
  const wrongly = lost.filter(({ rule }) => !NO_MISTAKE.has(rule));
  const fitting = good.length - (lost.length - wrongly.length);
  const cases = wrongly.map(({ item, rule, reason }) => `${rule}: ${reason}: ${item.claim}`);
  return shareFigure('good items lost (written by hand)', wrongly.length, fitting, {
    most: MOST_LOST,
    cases,
  });
}
