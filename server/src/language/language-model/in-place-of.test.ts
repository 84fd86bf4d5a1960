import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exam } from '@pegasus/core/presets/exam.ts';
import { Problem, type ProblemCode } from '@pegasus/core/problem.ts';
import type { GenerateContext, LanguageProvider } from '../define.ts';
import { LANGUAGE_PROVIDERS } from '../registry.ts';
import { inPlaceOf } from './in-place-of.ts';
import { CELLS } from './test-run.ts';
import { openModelServer } from './test-server.ts';
import { settingsFor } from './test-settings.ts';

const REQUEST = { transcript: CELLS, preset: exam, courseName: 'Biology', lectureTitle: 'Cells' };
const context = (changes: Partial<GenerateContext> = {}) => ({
  signal: new AbortController().signal,
  onProgress() {},
  ...changes,
});

function generator(name: string, generate: LanguageProvider['generate']): LanguageProvider {
  return { generator: { name, version: '1' }, async check() {}, generate, async close() {} };
}
const failing = (code: ProblemCode) =>
  generator('model', async (_, { onProgress }) => {
    onProgress(2, 9);
    throw new Problem(code);
  });
const other = generator('other', async (_, { onProgress }) => {
  onProgress(1, 3);
  return { bodies: { flashcards: { cards: [] } }, notes: ['a note'] };
});

describe('another generator', () => {
  for (const code of [
    'language-failed',
    'language-unavailable',
    'language-refused',
    'language-limit',
  ] as const) {
    test(`takes the place of one that fails with ${code}, and the provenance names both`, async () => {
      const steps: number[][] = [];
      const onProgress = (...step: number[]) => steps.push(step);
      const draft = await inPlaceOf(failing(code), other).generate(REQUEST, context({ onProgress }));
      assert.deepEqual(draft, {
        bodies: { flashcards: { cards: [] } },
        notes: [`model failed with ${code}, and other took its place.`, 'a note'],
        generator: { name: 'other in place of model', version: '1 in place of 1' },
      });
      assert.deepEqual(steps, [
        [2, 9],
        [3, 5],
      ]);
    });
  }

  test('takes no place when the setting is wrong or the captions are of no use', async () => {
    for (const code of ['setting-invalid', 'captions-unpunctuated', 'internal'] as const) {
      await assert.rejects(
        inPlaceOf(failing(code), other).generate(REQUEST, context()),
        (error) => error instanceof Problem && error.code === code,
      );
    }
  });

  test('takes no place when the lecture was cancelled', async () => {
    const cancelled = AbortSignal.abort(new Error('told to stop'));
    await assert.rejects(
      inPlaceOf(failing('language-failed'), other).generate(REQUEST, context({ signal: cancelled })),
    );
  });

  test('takes no place of one that works', async () => {
    const working = generator('model', async () => ({ bodies: {}, notes: [] }));
    assert.deepEqual(await inPlaceOf(working, other).generate(REQUEST, context()), { bodies: {}, notes: [] });
  });
});

test('the embedded generator takes the place of a model only where the setting says so', async () => {
  const server = await openModelServer('anthropic', () => ({ status: 401 }));
  try {
    const without = LANGUAGE_PROVIDERS.anthropic(settingsFor(server.url));
    await assert.rejects(
      without.generate(REQUEST, context()),
      (error) => error instanceof Problem && error.code === 'language-refused',
    );
    const behind = LANGUAGE_PROVIDERS.anthropic(settingsFor(server.url, { languageFallback: 'extractive' }));
    const draft = await behind.generate(REQUEST, context());
    assert.equal(draft.generator?.name, 'extractive in place of anthropic');
    assert.equal(draft.generator?.model, 'claude-sonnet-4-5');
    assert.match(draft.notes[0] ?? '', /anthropic failed with language-refused/);
  } finally {
    await server.close();
  }
});
