import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTagger } from './tagger.ts';

test('tokens stand where they say, whatever the spacing, quotes and contractions', async () => {
  const tagger = await openTagger();
  const text = "  We don’t  know “why” it can't be 2%, e.g. f(x) = 細胞 🧬 end. ";
  const tokens = tagger.tag(text);
  assert.ok(tokens.length > 12);
  for (const token of tokens) assert.equal(text.slice(token.start, token.end), token.text);
  assert.deepEqual(tagger.tag(''), []);
});

test('parts of speech and lemmas are those of English', async () => {
  const tagger = await openTagger();
  const tags = tagger.tag('The demand curves were falling because buyers know prices.');
  assert.deepEqual(
    tags.slice(0, 5).map(({ pos }) => pos),
    ['DET', 'NOUN', 'NOUN', 'AUX', 'VERB'],
  );
  assert.equal(tags.find(({ text }) => text === 'curves')?.lemma, 'curve');
  assert.equal(tags.find(({ text }) => text === 'because')?.pos, 'SCONJ');
});

test('the tagger is loaded once', async () => {
  assert.equal(await openTagger(), await openTagger());
});
