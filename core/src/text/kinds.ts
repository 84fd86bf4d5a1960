import { leadLength, nounPhraseAt } from './clause.ts';
import { GENERIC_NOUNS } from './common-words.ts';
import { isQuestion } from './nods.ts';
import type { TaggedSentence } from './tagged-sentence.ts';
import type { Token } from './tagger.ts';
import { type Term, termKey } from './terms.ts';

/** One term is a kind of another, with the sentence that says or shows it. Keys of terms. */
export interface KindOf {
  narrow: string;
  broad: string;
  sentence: number;
  /** `said`: the lecture says so in words. `named`: the name says so, as «retrieval practice» is a practice. */
  how: 'said' | 'named';
}

const KIND_NOUNS = /^(?:kind|type|form|sort|class|subset|subtype|variety|species|category)$/;
/** A modifier that denies or shifts its noun: «excess supply» is no kind of supply that one would list. */
const SHIFTING =
  /^(?:excess|lack|non|pseudo|quasi|false|fake|anti|former|potential|alleged|zero|no|lost|missing|total|average|mean|per|other)$/;

/** «X is a kind of Y» in so many words, and compounds whose last words are a term of their own. */
export function findKinds(sentences: readonly TaggedSentence[], terms: readonly Term[]): KindOf[] {
  const known = new Map(terms.map((term) => [term.key, term]));
  const found = new Map<string, KindOf>();
  const add = (kind: KindOf) => {
    const key = `${kind.narrow}\u001f${kind.broad}`;
    if (kind.narrow !== kind.broad && !found.has(key)) found.set(key, kind);
  };
  for (const sentence of sentences) {
    const said = saidIn(sentence);
    if (said) add(said);
  }
  for (const term of terms) {
    const words = term.key.split(' ');
    for (let cut = 1; cut < words.length; cut += 1) {
      const broad = words.slice(cut).join(' ');
      if (!known.has(broad) || SHIFTING.test(words[cut - 1] ?? '') || GENERIC_NOUNS.has(broad)) continue;
      add({ narrow: term.key, broad, sentence: term.sentences[0] ?? 0, how: 'named' });
      break;
    }
  }
  return [...found.values()];
}

/** «There are two kinds of lymphocytes: B cells and T cells»: every item of such a list, where it is a term. */
export function kindsInLists(
  lists: readonly { question: string; items: readonly string[]; sentence: number }[],
  terms: readonly Term[],
): KindOf[] {
  const keys = new Map(
    terms.flatMap(({ key, name }) => [[key, key] as const, [name.toLowerCase(), key] as const]),
  );
  const find = (name: string) => {
    const plain = name.toLowerCase().replace(/^(?:a|an|the) /, '');
    return keys.get(plain) ?? keys.get(plain.replace(/s$/, ''));
  };
  return lists.flatMap(({ question, items, sentence }) => {
    const broad = find(
      question.match(
        /\b(?:kinds|types|forms|classes) of ([\p{L} -]+?)(?: (?:that|which|in|for)\b.*)?\?$/u,
      )?.[1] ?? '',
    );
    if (broad === undefined) return [];
    return items.flatMap((item): KindOf[] => {
      const narrow = find(item);
      return narrow === undefined || narrow === broad ? [] : [{ narrow, broad, sentence, how: 'said' }];
    });
  });
}

function saidIn(sentence: TaggedSentence): KindOf | undefined {
  if (isQuestion(sentence.text) || !sentence.whole) return undefined;
  const lead = leadLength(sentence.text);
  const tokens = sentence.tokens.filter((token) => token.start >= lead);
  const narrow = nounPhraseAt(tokens, 0);
  if (!narrow || !/^(?:is|are)$/.test(tokens[narrow.to]?.lower ?? '')) return undefined;
  const kind = tokens.findIndex(
    (token, index) => index > narrow.to && index < narrow.to + 5 && KIND_NOUNS.test(token.lemma),
  );
  if (kind < 0 || tokens[kind + 1]?.lower !== 'of') return undefined;
  if (tokens.slice(narrow.to + 1, kind).some((token) => /^(?:not|n't|n’t|what|which)$/.test(token.lower)))
    return undefined;
  const broad = nounPhraseAt(tokens, kind + 2);
  if (!broad) return undefined;
  const keys = { narrow: keyOf(tokens, narrow), broad: keyOf(tokens, broad) };
  const head = keys.broad.split(' ').at(-1) ?? '';
  if (GENERIC_NOUNS.has(head) && keys.broad === head) return undefined;
  return { ...keys, sentence: sentence.index, how: 'said' };
}

function keyOf(tokens: readonly Token[], { name, to }: { name: number; to: number }): string {
  return termKey(tokens.slice(name, to));
}
