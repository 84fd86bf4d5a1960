import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exam } from '@pegasus/core/presets/exam.ts';
import { quote, shownLines } from './quoting-model.ts';
import { CELLS, lecture, run } from './test-run.ts';
import type { ModelAnswer, ModelCall } from './test-server.ts';
import { estimateTokens } from './tokens.ts';

const VENDOR = 'openai-compatible';
const good = (call: ModelCall): ModelAnswer => ({ words: JSON.stringify(quote(call)) });

/** A lecture of about an hour: 450 segments of 8 seconds. */
const LONG = lecture(
  ...Array.from({ length: 65 }, (_, round) =>
    CELLS.segments.map(({ text }) => `${text} That is part ${round} of the story.`),
  ).flat(),
);

describe('a long lecture', () => {
  test('is worked through by chapter, concepts before items, and every segment is shown in both', async () => {
    const { draft, calls } = await run(VENDOR, good, { transcript: LONG });
    assert.ok(draft);
    const steps = calls.map(({ words }) => (/Make revision items/.test(words) ? 'items' : 'other'));
    const items = calls.filter((_, at) => steps[at] === 'items');
    assert.ok(items.length > 3);
    assert.ok(calls.slice(0, items.length).every((_, at) => steps[at] === 'other'));
    const shown = items.flatMap(shownLines).map(({ id }) => id);
    assert.deepEqual(new Set(shown).size, LONG.segments.length);
    assert.equal(shown.length, LONG.segments.length);
  });

  test('stays within the tokens of a call, each way', async () => {
    const { calls } = await run(VENDOR, good, { transcript: LONG, settings: { languageInputTokens: 4000 } });
    for (const { words, body } of calls) {
      assert.ok(estimateTokens(words) <= 4000);
      assert.equal(body.max_tokens, 2000);
    }
  });

  test('stays within the counts of the preset', async () => {
    const { draft } = await run(VENDOR, good, { transcript: LONG });
    const { flashcards, 'exam-questions': questions, 'key-terms': terms, summary } = draft?.bodies ?? {};
    assert.ok((flashcards?.cards.length ?? 0) <= exam.flashcards.most);
    assert.ok((questions?.questions.length ?? 0) <= exam.examQuestions.most);
    assert.ok((terms?.terms.length ?? 0) <= exam.keyTerms.most);
    for (const [at, section] of (summary?.sections ?? []).entries()) {
      const count = section.chunks.flatMap(({ bullets }) => bullets).length;
      assert.ok(count <= (exam.sections[at]?.most ?? 0));
    }
  });

  test('has two calls at the same time and no more', async () => {
    let open = 0;
    let most = 0;
    const { draft } = await run(
      VENDOR,
      (call) => {
        open += 1;
        most = Math.max(most, open);
        return good(call);
      },
      { transcript: LONG, tools: { onUsage: () => (open -= 1) } },
    );
    assert.ok(draft);
    assert.equal(most, 2);
  });

  test('calls nobody any more once a chapter has failed', async () => {
    const { problem, calls, usage } = await run(VENDOR, () => ({ status: 401 }), { transcript: LONG });
    assert.equal(problem?.code, 'language-refused');
    assert.ok(calls.length <= 2);
    assert.equal(usage.filter(({ outcome }) => outcome === 'refused').length, 1);
  });
});

describe('the limit on tokens', () => {
  test('refuses before the first call what cannot fit', async () => {
    const { problem, calls } = await run(VENDOR, good, {
      transcript: LONG,
      settings: { languageLectureTokens: 5000 },
    });
    assert.equal(problem?.code, 'language-limit');
    assert.equal(problem.entry.retry, false);
    assert.match(problem.detail ?? '', /was not begun/);
    assert.equal(calls.length, 0);
  });

  test('stops on the way before it is passed', async () => {
    const { problem, usage } = await run(VENDOR, good, { settings: { languageLectureTokens: 4400 } });
    assert.equal(problem?.code, 'language-limit');
    assert.ok(usage.length > 0);
  });

  test('counts what the provider counted', async () => {
    const { draft } = await run(VENDOR, good, { settings: { languageLectureTokens: 6000 } });
    assert.ok(draft, 'four calls of 120 tokens each, though each could have taken some 4000');
  });
});

describe('the limit on cost', () => {
  const prices = { languageInputPrice: 3, languageOutputPrice: 15 };

  test('refuses before the first call what cannot be paid', async () => {
    const { problem, calls } = await run(VENDOR, good, {
      transcript: LONG,
      settings: { ...prices, languageLectureCost: 0.02 },
    });
    assert.equal(problem?.code, 'language-limit');
    assert.equal(calls.length, 0);
  });

  test('stops on the way before it is passed', async () => {
    const { problem } = await run(VENDOR, good, { settings: { ...prices, languageLectureCost: 0.03 } });
    assert.match(problem?.detail ?? '', /past a cost of 0.03/);
  });

  test('needs prices', async () => {
    const { problem } = await run(VENDOR, good, { settings: { languageLectureCost: 1 } });
    assert.equal(problem?.code, 'setting-invalid');
  });
});

test('a preset that leaves no room for the lecture in a call names the setting', async () => {
  const { problem } = await run(VENDOR, good, { settings: { languageInputTokens: 2000 } });
  assert.equal(problem?.code, 'language-limit');
  assert.match(problem.detail ?? '', /PEGASUS_LANGUAGE_INPUT_TOKENS must be \d+ or more/);
});

test('a transcript without words asks nobody and says so', async () => {
  const { draft, calls } = await run(VENDOR, good, { transcript: lecture('', ' … ') });
  assert.deepEqual(draft, { bodies: {}, changes: [], notes: ['The transcript holds no words.'] });
  assert.equal(calls.length, 0);
});
