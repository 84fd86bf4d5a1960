import type { ConceptChange, Mention } from './mentions.ts';
import type { LectureEvidence } from './strands.ts';

/** Ids of lectures in tests, in their order. */
export const LECTURE_IDS = [
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
  '33333333-3333-4333-8333-333333333333',
] as const;

/** A mention of tests. It is about the segments in which its name stands, if it names none. */
export type GivenMention = Partial<Mention> & { name: string };

/** A lecture of tests: each line is one segment of ten seconds. */
export function lecture(
  place: 0 | 1 | 2,
  lines: readonly string[],
  concepts: readonly GivenMention[],
  changes: readonly ConceptChange[] = [],
): LectureEvidence {
  const segments = lines.map((text, index) => ({
    id: `s${index}`,
    start: index * 10,
    end: index * 10 + 10,
    text,
  }));
  const naming = (name: string) =>
    segments.filter(({ text }) => text.toLowerCase().includes(name.toLowerCase())).map(({ id }) => id);
  return {
    lectureId: LECTURE_IDS[place],
    transcript: { segments },
    mentions: {
      concepts: concepts.map((mention) => ({
        shown: true,
        otherNames: [],
        kindOf: [],
        sources: naming(mention.name),
        items: [],
        ...mention,
      })),
      changes: [...changes],
    },
  };
}

/** A short course of three lectures on markets, with what tests of threads need. */
export const course: readonly [LectureEvidence, LectureEvidence, LectureEvidence] = [
  lecture(
    0,
    [
      'Demand is what people are willing to buy at a price.',
      'Supply is what firms are willing to sell.',
      'Next week we will talk about elasticity.',
      'Where demand equals supply we have an equilibrium.',
    ],
    [
      { name: 'demand', definition: { text: 'what people are willing to buy at a price', sources: ['s0'] } },
      { name: 'supply', definition: { text: 'what firms are willing to sell', sources: ['s1'] } },
      { name: 'equilibrium' },
    ],
  ),
  lecture(
    1,
    [
      'Last week we talked about demand and about equilibrium.',
      'Elasticity is how strongly demand responds to a price.',
      'Price elasticity and income elasticity are kinds of elasticity.',
      'Inelastic demand hardly responds at all.',
    ],
    [
      {
        name: 'elasticity',
        definition: { text: 'how strongly demand responds to a price', sources: ['s1'] },
      },
      { name: 'price elasticity', kindOf: [{ name: 'elasticity', sources: ['s2'] }] },
      { name: 'income elasticity' },
      { name: 'inelastic demand' },
    ],
  ),
  lecture(
    2,
    [
      'Gross domestic product, or GDP, is what a country makes in a year.',
      'Today the demand of a whole country matters. Demand can be too low.',
      'GDP falls when demand falls.',
      'A long-run elasticity is larger than one of a month.',
    ],
    [
      {
        name: 'gross domestic product',
        otherNames: ['GDP'],
        definition: { text: 'what a country makes in a year', sources: ['s0'] },
      },
      { name: 'long-run elasticity' },
    ],
  ),
];
