import type { LectureSource } from './produce.ts';

const WORDS_A_SECOND = 2.5;
const WORDS_A_SEGMENT = 11;
const NOISE = /\bzq\w+x\b/;

/** What must not be made of a transcript, and what must be said of it. */
export interface BadTranscript {
  name: string;
  text: string;
  /** Refused with a problem, held back as thin, or material that is exported. */
  expected: 'refused' | 'thin' | 'material';
  /** What the reason must name. */
  reason?: RegExp;
  /** What no item may show. */
  neverShown?: readonly RegExp[];
}

/** Sound teaching of about 270 words, in one voice, written for the project. */
const LESSON = `
Today we look at soil and at what keeps it fertile. Humus is the dark part of the soil that remains when plants have rotted.
Humus holds water because its surface is large and rough. Clay is a mineral of very fine grains that sticks together when it is wet.
Sand is a mineral of coarse grains that lets water run through quickly. Loam is a soil that mixes sand and clay with humus in equal parts.
Erosion is the loss of soil to wind and to running water. Erosion is faster on bare slopes because no roots hold the grains there.
Many farmers believe that ploughing always improves the soil, but deep ploughing dries the humus out and feeds the wind.
Crop rotation is the practice of growing different plants on one field from year to year. Crop rotation protects the soil because each plant takes other nutrients.
A legume is a kind of plant that binds nitrogen from the air with the help of bacteria. Nitrogen is a nutrient that every plant needs for its proteins.
Clay keeps nutrients for a long time, whereas sand loses them with the first heavy rain. Compost is a fertiliser that is made of kitchen and garden waste.
For example, a field of beans leaves more nitrogen in the ground than it found there. Acid soil slows bacteria down because their enzymes work best near neutral.
Lime is a powder of ground stone that makes acid soil milder. Remember that healthy soil depends on air, on water and on living things.
Mulch is a cover of straw or leaves that keeps the soil moist. Mulch also stops erosion because raindrops no longer hit the bare ground.
`;

const GERMAN = `
Der Boden ist die oberste Schicht der Erde, in der die Pflanzen wurzeln. Humus ist der dunkle Teil des Bodens, der aus verrotteten Pflanzen entsteht.
Der Regen spült den Boden vom Hang, weil keine Wurzeln ihn halten. Man unterscheidet Sand, Lehm und Ton nach der Größe ihrer Körner.
`;

const CODE = `
So for i equals zero, i less than n, you write for (let i = 0; i < n; i++) { sum += a[i] * b[i]; } and that gives you dQ/dP = -b1 + 2*x_2^3.
Then f'(x) = lim h->0 (f(x+h)-f(x))/h, so return x => x.map(y => y ?? 0) || [] and the matrix [[1,0],[0,1]] times v is v.
SELECT * FROM users WHERE id = 1; DROP TABLE users; -- and then <script>alert(1)</script> &amp; \\frac{a}{b} $x^2$ \`rm -rf\` {{ template }}.
`;

/** Noise of a bad microphone: words of no language, always the same. */
function noisy(text: string, share: number): string {
  let state = 7;
  return text
    .split(/\s+/)
    .map((word) => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647 < share ? `zq${(state % 997).toString(36)}x` : word;
    })
    .join(' ');
}

const speakers = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line, at) => `${['DR. ADE', 'STUDENT', 'PROFESSOR LIU'][at % 3]}: ${line}`)
    .join('\n');

/** So many words of teaching, each round with other figures, as a long course day would have. */
function longText(words: number): string {
  const round = LESSON.split(/\s+/).filter(Boolean);
  const rounds = Math.ceil(words / round.length);
  return Array.from({ length: rounds }, (_, at) =>
    round.map((word) => (word === 'grains' ? `grains${at % 89}` : word)).join(' '),
  )
    .join(' ')
    .split(' ')
    .slice(0, words)
    .join(' ');
}

const swearing = (text: string) =>
  text.replaceAll(/\b(soil|water|plant)\b/g, 'fucking $1').replaceAll('Remember', 'Shit, remember');

export const BAD_TRANSCRIPTS: readonly BadTranscript[] = [
  {
    name: '50 words',
    text: LESSON.split(/\s+/).filter(Boolean).slice(0, 50).join(' '),
    expected: 'thin',
    reason: /\b50 words\b/,
  },
  { name: '60,000 words', text: longText(60_000), expected: 'material' },
  {
    name: 'one endless sentence',
    text: `${'so the soil takes in the rain and then the roots drink it and it goes up and '.repeat(60)}stops.`,
    expected: 'refused',
    reason: /no punctuation/,
  },
  { name: 'another language', text: GERMAN.repeat(20), expected: 'thin', reason: /English/ },
  { name: 'profanity', text: swearing(LESSON), expected: 'material', neverShown: [/fuck/i, /\bshit/i] },
  {
    name: 'formulas and code',
    text: CODE.repeat(8),
    expected: 'thin',
    reason: /to revise/,
    neverShown: [/[{}]|=>|\[\[/],
  },
  {
    name: 'several speakers',
    text: speakers(LESSON),
    expected: 'material',
    neverShown: [/ADE\b|STUDENT|LIU:/],
  },
  {
    name: '30 % noise words',
    text: noisy(LESSON, 0.3),
    expected: 'thin',
    reason: /to revise/,
    neverShown: [NOISE],
  },
  {
    name: 'noise words only',
    text: noisy(LESSON, 1),
    expected: 'thin',
    reason: /English|to revise/,
    neverShown: [NOISE],
  },
];

/** The words with times, as a recogniser would give them: sentences run over the borders of segments. */
export function spokenSource({ name, text }: Pick<BadTranscript, 'name' | 'text'>): LectureSource {
  const words = text.split(/\s+/).filter(Boolean);
  const segments = [];
  for (let at = 0; at < words.length; at += WORDS_A_SEGMENT) {
    const part = words.slice(at, at + WORDS_A_SEGMENT);
    segments.push({
      start: at / WORDS_A_SECOND,
      end: (at + part.length) / WORDS_A_SECOND - 0.05,
      text: part.join(' '),
    });
  }
  return { name, bytes: Buffer.from(JSON.stringify({ segments })) };
}
