/** A piece of what a preset makes, small enough for its card. */
export type Sample =
  | { kind: 'question'; prompt: string; answer: string; marks: number }
  | { kind: 'points'; title: string; points: readonly string[] }
  | { kind: 'steps'; title: string; minutes: string; steps: readonly string[] }
  | { kind: 'pair'; heads: readonly [string, string]; cells: readonly [string, string] }
  | { kind: 'relation'; from: string; label: string; to: string; more: readonly string[] };

/**
 * All of the same lecture on enzymes, so that only the preset differs. Quoted lines stand in the lecture word
 * for word. A preset that has none here shows its sections.
 */
export const samples: Readonly<Record<string, Sample>> = {
  exam: {
    kind: 'question',
    prompt: 'Why does a boiled egg show it well?',
    answer: 'Because the clear protein turns white and never becomes clear again.',
    marks: 2,
  },
  'concept-map': {
    kind: 'relation',
    from: 'enzyme',
    label: 'is a kind of',
    to: 'catalyst',
    more: ['substrate', 'active site', 'inhibitor'],
  },
  beginner: {
    kind: 'points',
    title: 'Analogies',
    points: ['ATP is like the coins in your pocket, whereas fat is like the money in the bank.'],
  },
  neurodivergent: {
    kind: 'steps',
    title: 'Inhibitor',
    minutes: 'under 1 min',
    steps: [
      'More substrate does not overcome a non-competitive inhibitor.',
      'Human cells have no cell wall, so penicillin does not harm them.',
    ],
  },
  research: {
    kind: 'points',
    title: 'Open questions',
    points: ['How did the first enzymes arise, when enzymes are needed to make enzymes?'],
  },
  seminar: {
    kind: 'pair',
    heads: ['Claim', 'Counterclaim'],
    cells: [
      'Some researchers argue that molecules of RNA did the work before proteins existed.',
      'Critics say that such RNA is far too slow.',
    ],
  },
};

/** The quoted lines of a sample, for whoever checks them against the lecture. */
export function quotesOf(sample: Sample): readonly string[] {
  switch (sample.kind) {
    case 'question':
      return [sample.answer.replace(/^Because /, 'because ')];
    case 'points':
      return sample.points;
    case 'steps':
      return sample.steps;
    case 'pair':
      return sample.cells;
    case 'relation':
      return [sample.from, sample.to, ...sample.more];
  }
}
