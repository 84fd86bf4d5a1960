import { oneLine, textLines } from '../plain-text.ts';
import type { Moment, Of, Telling } from './telling.ts';
import { type Words, wordsOf } from './words.ts';

/** Letters from which on a thing may be parted by the end of a page. */
const LONG = 500;

/** A card or a question, as the template asks and answers it. */
interface Asked {
  kind: 'asked';
  n: number;
  tag: string | null;
  prompt: Words;
  moment: Moment | null;
  options: Words[];
  answer: {
    letter: string | null;
    /** Each with the marks that it is worth, where the scheme names just these lines. */
    lines: [Words, string | null][];
    explanation: Words | null;
    scheme: [Words, string][];
  };
  /** Lines to write on where answers are hidden. */
  room: number;
  /** So long that it may go on over the page. */
  long: boolean;
  'long-answer': boolean;
}

export function isAsked(told: object): told is Asked {
  return 'kind' in told && told.kind === 'asked';
}

export function tellCard(
  { front, back, cloze, moment, itemId }: Of<'card'>,
  { momentOf, say, counter }: Telling,
): Asked {
  // A gap that stands for nothing would lose its words: then the sentence is the answer.
  const lines = textLines(back).map((line): [Words, null] => [wordsOf(line), null]);
  return {
    kind: 'asked',
    n: counter.next++,
    tag: null,
    prompt: say(front, itemId),
    moment: momentOf(moment),
    options: [],
    answer: {
      letter: null,
      lines: lines.length > 0 ? lines : [[wordsOf(cloze?.text ?? ''), null]],
      explanation: null,
      scheme: [],
    },
    room: 1,
    long: front.length > LONG,
    'long-answer': back.length > LONG,
  };
}

const TAGS: Record<Of<'question'>['form'], string> = {
  'multiple-choice': 'Choose one',
  'true-false': 'True or false',
  'short-answer': 'Short answer',
  essay: 'Essay',
};
const ROOM: Record<Of<'question'>['form'], number> = {
  'multiple-choice': 0,
  'true-false': 0,
  'short-answer': 3,
  essay: 8,
};

export function tellQuestion(question: Of<'question'>, { momentOf, say, counter }: Telling): Asked {
  const { form, prompt, options = [], answer, explanation, markScheme = [] } = question;
  const right = options.indexOf(answer);
  const marks = markScheme.reduce((sum, point) => sum + point.marks, 0);
  const lines = textLines(answer);
  // A scheme that only repeats the answer gives it its marks; told twice it would be read twice.
  const repeats =
    markScheme.length === lines.length && markScheme.every(({ point }, at) => oneLine(point) === lines[at]);
  return {
    kind: 'asked',
    n: counter.next++,
    tag: marks > 0 ? `${TAGS[form]} · ${countOf(marks)}` : TAGS[form],
    prompt: say(prompt, question.itemId),
    moment: momentOf(question.moment),
    options: options.map(wordsOf),
    answer: {
      letter: right < 0 ? null : String.fromCodePoint(65 + right),
      lines: lines.map((line, at) => [wordsOf(line), repeats ? countOf(markScheme[at]?.marks ?? 0) : null]),
      explanation:
        oneLine(explanation) && oneLine(explanation) !== oneLine(answer) ? wordsOf(explanation) : null,
      scheme: repeats ? [] : markScheme.map(({ point, marks: worth }) => [wordsOf(point), countOf(worth)]),
    },
    room: ROOM[form],
    long: prompt.length + options.join('').length > LONG,
    'long-answer': [answer, explanation, ...markScheme.map(({ point }) => point)].join('').length > LONG,
  };
}

function countOf(marks: number): string {
  return marks === 1 ? '1 mark' : `${marks} marks`;
}
