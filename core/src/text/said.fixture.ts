/** Sentences with hand-written parts of speech, so that the rules of this folder are tested without a tagger. */
import type { TaggedSentence } from './tagged-sentence.ts';
import type { PartOfSpeech, Tagger, Token } from './tagger.ts';

const CLOSED: Record<string, PartOfSpeech> = {};
const put = (pos: PartOfSpeech, words: string) => {
  for (const word of words.split(' ')) CLOSED[word] = pos;
};
put('DET', 'a an the any every each all some no this these those');
put('PRON', 'i you he she it we they them their its our your which who what there one that both');
put(
  'AUX',
  "is are was were be been has have had do does did can could will would should may might must 's 're 'll 've 'm 'd",
);
put('ADP', 'of in on at by for from with through under over between to about into without');
put('CCONJ', 'and or but');
put('SCONJ', 'if because while whereas unless when whenever although as');
put('ADV', 'where how why not never so then also only very quickly slowly essentially just perfectly');
put('PART', "n't");

const LETTERS: Record<string, PartOfSpeech> = {
  V: 'VERB',
  J: 'ADJ',
  R: 'ADV',
  N: 'NOUN',
  P: 'PROPN',
  X: 'AUX',
  T: 'PART',
  S: 'SYM',
};

/**
 * «Osmosis is the movement of water.» Words of open classes are nouns unless marked: `word/V` verb, `/J`
 * adjective, `/R` adverb, `/P` name, `/T` particle. Contractions are split at the apostrophe.
 */
export function said(marked: string, rest: Partial<TaggedSentence> = {}): TaggedSentence {
  const tokens: Token[] = [];
  let text = '';
  for (const piece of marked.split(' ')) {
    const [, open = '', body = '', letter, close = ''] =
      piece.match(/^(["“([]*)(.*?)(?:\/([A-Z]))?([.,?!;:"”)\]]*)$/) ?? [];
    if (text) text += ' ';
    for (const mark of open) text = push(tokens, text, mark, 'PUNCT');
    const parts = body.match(/^(.+?)(n't|'(?:s|re|ll|ve|m|d))$/)?.slice(1) ?? [body];
    for (const part of parts) {
      for (const unit of part.split(/(-)/).filter(Boolean)) {
        const pos = unit === '-' ? 'PUNCT' : letter ? (LETTERS[letter] ?? 'X') : tagOf(unit);
        text = push(tokens, text, unit, pos);
      }
    }
    for (const mark of close) text = push(tokens, text, mark, 'PUNCT');
  }
  return {
    index: 0,
    text,
    segments: ['s0'],
    start: 0,
    end: 1,
    words: text.split(' ').length,
    whole: true,
    tokens,
    ...rest,
  };
}

/** Several sentences in a row, five seconds each, a segment each. */
export function lecture(...marked: string[]): TaggedSentence[] {
  return marked.map((sentence, index) =>
    said(sentence, { index, segments: [`s${index}`], start: index * 5, end: index * 5 + 5 }),
  );
}

/** Tags by the closed classes alone; everything else is a noun. */
export const plainTagger: Tagger = { tag: (text) => [...said(text).tokens] };

function tagOf(word: string): PartOfSpeech {
  if (/^\d/.test(word)) return 'NUM';
  return CLOSED[word.toLowerCase()] ?? 'NOUN';
}

function push(tokens: Token[], text: string, word: string, pos: PartOfSpeech): string {
  const lower = word.toLowerCase();
  const ending = pos === 'VERB' ? /(?:(?<=[^siu])s|(?<=[b-df-hj-np-tv-z])ed|ing)$/ : /(?<=[^siu])s$/;
  const inflected =
    ending.test(lower) && (pos === 'NOUN' || pos === 'VERB') && !/^(?:need|feed|bring)$/.test(lower);
  const lemma =
    pos === 'AUX' && /^(?:is|are|was|were|'s|'re)$/.test(lower)
      ? 'be'
      : inflected
        ? lower.slice(0, -1)
        : lower;
  tokens.push({ text: word, lower, lemma, pos, start: text.length, end: text.length + word.length });
  return text + word;
}
