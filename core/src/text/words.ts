import { isHesitation } from './hesitation.ts';
import { stem } from './stem.ts';

/** A word as it stands in a text. `start` and `end` are UTF-16 units of that text. */
export interface Word {
  text: string;
  /** Lower case, straight apostrophes. */
  norm: string;
  stem: string;
  start: number;
  end: number;
  /** False for words that only hold a sentence together. */
  content: boolean;
}

/** Letters with inner apostrophes, numbers with a sign and inner points, and the signs of percent and money. */
const WORD =
  /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|(?<![\p{L}\p{N}])[-−]?\p{N}+(?:[.,]\p{N}+)*|\p{N}+(?:[.,]\p{N}+)*|[%$€£]/gu;

const STOP_WORDS = new Set(
  (
    'a an the this that these those some any each every either neither both all many much few little more most less ' +
    'least several enough such same other another own i me my mine we us our ours you your yours he him his she her ' +
    'hers it its they them their theirs who whom whose which what where when why how one ones oneself myself itself ' +
    'himself herself ourselves yourself yourselves themselves someone something anyone anything everyone everything ' +
    'nobody nothing none no not nor never be am is are was were been being do does did doing done have has had having ' +
    'will would shall should can could may might must ought need let get gets got getting go goes going gonna wanna ' +
    "i'm you're he's she's it's we're they're i've you've we've they've i'd you'd he'd she'd we'd they'd i'll you'll " +
    "he'll she'll we'll they'll isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't won't " +
    "wouldn't can't couldn't shouldn't mustn't cannot that's there's what's let's here's who's and or but so if " +
    'then than because as since while whereas though although unless until till whether of at by for with without ' +
    'about against between among into onto through during before after above below to from up down in out on off ' +
    'over under again further once upon within along across around toward towards per via here there now just only ' +
    'very too also even still yet already ever always often sometimes usually really quite rather almost perhaps ' +
    'maybe well ok okay yeah yes oh um uh like actually basically simply right sort kind thing things way ways lot ' +
    'lots bit say says said saying means see look call called calls known etc eg ie'
  ).split(' '),
);

/** Takes a lower-case word with straight apostrophes. */
export function isStopWord(norm: string): boolean {
  return STOP_WORDS.has(norm) || (norm.length === 1 && norm >= 'a' && norm <= 'z');
}

/** All words of a text in order. */
export function wordsOf(text: string): Word[] {
  const found: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const norm = match[0].toLowerCase().replaceAll('’', "'").replace('−', '-');
    if (isHesitation(norm)) continue;
    found.push({
      text: match[0],
      norm,
      stem: stem(norm),
      start: match.index,
      end: match.index + match[0].length,
      content: !isStopWord(norm),
    });
  }
  return found;
}

/** The words alone, one space apart: what is equal after this differs only in case, spacing or punctuation. */
export function normalise(text: string): string {
  return wordsOf(text)
    .map(({ norm }) => norm)
    .join(' ');
}

/** Stems of the words that carry meaning, in order, with repeats. */
export function contentStems(text: string): string[] {
  return wordsOf(text)
    .filter(({ content }) => content)
    .map((word) => word.stem);
}
