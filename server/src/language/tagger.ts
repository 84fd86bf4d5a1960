import type { PartOfSpeech, Tagger, Token } from '@pegasus/core/text/tagger.ts';

/** Loads the English tagger of wink-nlp once, when it is first asked for: about 0.15 s. */
let loading: Promise<Tagger> | undefined;

export function openTagger(): Promise<Tagger> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Tagger> {
  const [{ default: winkNLP }, { default: model }] = await Promise.all([
    import('wink-nlp'),
    import('wink-eng-lite-web-model'),
  ]);
  const wink = winkNLP(model, ['pos']);
  return {
    tag(text) {
      const tokens = wink.readDoc(text).tokens();
      const values = tokens.out();
      const tags = tokens.out(wink.its.pos);
      // The package's own types leave `lemma` out of what `out` takes, though it is documented.
      const lemmas = tokens.out(wink.its.lemma as unknown as typeof wink.its.value);
      const found: Token[] = [];
      let at = 0;
      for (const [index, value] of values.entries()) {
        const start = text.indexOf(value, at);
        if (start < 0) continue;
        at = start + value.length;
        const lower = value.toLowerCase();
        found.push({
          text: value,
          lower,
          lemma: lemmas[index] ?? lower,
          pos: (tags[index] ?? 'X') as PartOfSpeech,
          start,
          end: at,
        });
      }
      return found;
    },
  };
}
