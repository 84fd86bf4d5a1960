import { contentStems, normalise, wordsOf } from '../text/words.ts';
import { askedOf, asksForException, shareOf, sidesOf } from './asking.ts';
import type { QualityRule, RuleContext } from './define.ts';
import { isFigure } from './figures.ts';
import { read } from './reading.ts';

const CATCH_ALL = /\b(?:all|none|both|neither|any) of (?:the above|these|them)\b|\bboth [a-d] and [a-d]\b/i;
/** An option may be this many times as long as another before its length gives it away. */
const MOST_RATIO = 3;
/** The right option alone may not be this many times as long as the longest wrong one. */
const MOST_RATIO_OF_RIGHT = 2;
/** From this share of the question on, a sentence answers it. */
const ANSWERS = 0.8;
/** From this share on, it at least speaks of it. */
const SPEAKS_OF = 0.4;

export const options: QualityRule = {
  name: 'options',
  repair: 'none',
  judge({ options: offered, correct = -1 }) {
    if (!offered) return undefined;
    if (offered[correct] === undefined) return 'no option is marked as right';
    if (offered.some((option) => CATCH_ALL.test(option))) return 'an option speaks of other options';
    const plain = new Set(offered.map(normalise));
    const stems = new Set(offered.map((option) => [...new Set(keyOf(option))].sort().join(' ')));
    if (plain.has('') || plain.size < offered.length || stems.size < offered.length)
      return 'two options are the same';
    return undefined;
  },
};

/** Options that mean the same with other small words are the same; options of small words alone are not. */
function keyOf(option: string): string[] {
  const words = wordsOf(option);
  const content = words.filter(
    (word) => word.content || /^(?:no|not|never|more|less|up|down|in|out|all)$/.test(word.norm),
  );
  return (content.length > 0 ? content : words).map(({ stem }) => stem);
}

/** Distractors must look like the answer: as long, and a figure where the answer is one. */
export const optionShape: QualityRule = {
  name: 'option-shape',
  repair: 'none',
  judge({ options: offered, correct = -1 }) {
    if (!offered) return undefined;
    const lengths = offered.map((option) => Math.max(1, wordsOf(option).length));
    const right = lengths[correct] ?? 1;
    const wrong = lengths.filter((_, at) => at !== correct);
    const slack = 3;
    if (right > Math.max(...wrong) * MOST_RATIO_OF_RIGHT + slack) return 'the length gives the answer away';
    if (Math.max(...lengths) > Math.min(...lengths) * MOST_RATIO + slack)
      return 'the options differ in shape';
    const figures = offered.filter((option) => isFigure(read(option).tokens)).length;
    return figures > 0 && figures < offered.length ? 'only some options are figures' : undefined;
  },
};

/** A distractor that some other sentence of the lecture makes true as well, or that is listed with the answer. */
export const trueDistractor: QualityRule = {
  name: 'true-distractor',
  repair: 'none',
  judge(item, context) {
    const { options: offered, correct = -1, question, claim } = item;
    if (!offered || question === undefined || asksForException(item)) return undefined;
    const asked = askedOf(question, context.lecture);
    const own = new Set(context.evidenceFor(claim).flatMap(({ sentences }) => sentences));
    for (const [at, option] of offered.entries()) {
      if (at === correct) continue;
      if (answersElsewhere(option, asked, own, context)) return `«${option}» is also true`;
      if (isListedWith(option, claim, asked, context)) return `«${option}» is named together with the answer`;
    }
    return undefined;
  },
};

function answersElsewhere(
  option: string,
  asked: ReadonlyMap<string, number>,
  own: ReadonlySet<number>,
  { lecture }: RuleContext,
): boolean {
  const stems = [...new Set(contentStems(option))].filter((stem) => !asked.has(stem));
  const rarest = stems.sort(
    (one, other) => (lecture.byStem.get(one)?.length ?? 0) - (lecture.byStem.get(other)?.length ?? 0),
  )[0];
  if (rarest === undefined || asked.size < 2) return false;
  const sentences = new Set(
    (lecture.byStem.get(rarest) ?? []).map((place) => lecture.tokens[place]?.sentence ?? -1),
  );
  for (const sentence of sentences) {
    if (own.has(sentence)) continue;
    for (const side of sidesOf(lecture, sentence)) {
      if (stems.every((stem) => side.has(stem)) && shareOf(asked, side) >= ANSWERS) return true;
    }
  }
  return false;
}

const LINKS = new Set(['and', 'or', 'both', 'a', 'an', 'the', 'also', 'are', 'is']);

/** «Temperature and acidity»: where one is right, so is the other. */
function isListedWith(
  option: string,
  answer: string,
  asked: ReadonlyMap<string, number>,
  { lecture, passage }: RuleContext,
): boolean {
  const one = contentStems(option);
  const other = contentStems(answer);
  if (one.length === 0 || other.length === 0) return false;
  return passage.sentences.some((sentence) => {
    const span = lecture.sentences[sentence];
    if (!span) return false;
    const tokens = lecture.tokens.slice(span.first, span.last + 1);
    // Named together somewhere else, they say nothing of what is asked.
    if (shareOf(asked, new Set(tokens.map(({ stem }) => stem))) < SPEAKS_OF) return false;
    const joined = (first: string[], second: string[]) =>
      tokens.some((token, at) => {
        if (token.stem !== first.at(-1) || !ends(tokens, at, first)) return false;
        let next = at + 1;
        let linked = false;
        while (tokens[next] && LINKS.has(tokens[next]?.norm ?? '')) {
          linked ||= tokens[next]?.norm === 'and' || tokens[next]?.norm === 'or';
          next++;
        }
        return linked && second.every((stem, step) => tokens[next + step]?.stem === stem);
      });
    return joined(one, other) || joined(other, one);
  });
}

function ends(tokens: readonly { stem: string }[], at: number, stems: readonly string[]): boolean {
  return stems.every((stem, step) => tokens[at - stems.length + 1 + step]?.stem === stem);
}
