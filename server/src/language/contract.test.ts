import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { artifactType, isArtifactName } from '@pegasus/core/artifacts/registry.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import { presets } from '@pegasus/core/presets/registry.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { segmentId, type Transcript } from '@pegasus/core/transcript.ts';
import type { Draft, LanguageProvider } from './define.ts';
import { openStandIn } from './language-model/stand-in.ts';
import { LANGUAGE_PROVIDERS } from './registry.ts';

/** Speech at 150 words a minute in segments of 11 words, so that sentences run over their borders. */
function spoken(text: string, language = 'en'): Transcript {
  const words = text.split(/\s+/).filter(Boolean);
  const segments = [];
  for (let at = 0; at < words.length; at += 11) {
    const part = words.slice(at, at + 11);
    segments.push({
      id: segmentId(segments.length),
      start: at / 2.5,
      end: (at + part.length) / 2.5 - 0.05,
      text: part.join(' '),
    });
  }
  return { language, seconds: words.length / 2.5, segments, provenance: { provider: 'test' } };
}

const LECTURE = `
Good morning. Today we look at cells and how they keep themselves alive.
A cell is a small unit of life that is bounded by a membrane. The cell membrane is a thin layer that controls what enters the cell.
Osmosis is the movement of water through a membrane from a weak solution to a strong one. Diffusion is the movement of particles from a crowded place to an empty one.
Osmosis matters to plants because water pressure keeps their stems upright. Diffusion is slow over long distances because particles move at random.
Active transport is a kind of transport that uses energy to move particles. Passive transport is a kind of transport that needs no energy.
For example, osmosis is a kind of passive transport. Many students think that osmosis moves salt, but osmosis moves only water.
Active transport requires energy, whereas passive transport requires none. Why does a cell need energy for active transport?
If the cell membrane breaks, the cell dies. The cell membrane determines what enters the cell and what leaves the cell.
A mitochondrion is a part of the cell that releases energy from sugar. Energy is needed by every cell because repair never stops.
`;

const ODD: Record<string, Transcript> = {
  'no segments': spoken(''),
  'silence between segments': {
    ...spoken('Hello there.'),
    segments: [
      { id: 's0', start: 0, end: 1, text: '' },
      { id: 's1', start: 5, end: 6, text: '   ' },
    ],
  },
  '50 words': spoken(LECTURE.split(/\s+/).slice(0, 50).join(' ')),
  'one endless sentence': spoken(
    `${'the cell takes in water and then it gives off heat and '.repeat(400)}stops.`,
  ),
  'another language': spoken(
    'Die Zelle ist eine kleine Einheit des Lebens, die von einer Membran begrenzt wird. Das Wasser wandert durch die Membran. '.repeat(
      30,
    ),
  ),
  'another language by its label': spoken(LECTURE, 'de'),
  profanity: spoken(
    'The damn cell is a shit little unit of life that fucking dies when water leaves it. '.repeat(30),
  ),
  'formulas and code': spoken(
    'So dQ/dP is P1 times x_2 + f(x) = y^2. Then for (int i = 0; i < n; i++) { sum += a[i]; } returns 3.14e-10 <b>&amp;</b>. '.repeat(
      40,
    ),
  ),
  'several speakers': spoken(
    `ANNA: A cell is a small unit of life that is bounded by a membrane. BEN: I disagree with that. ANNA: Osmosis is the movement of water through a membrane. BEN: Diffusion is the movement of particles from a crowded place to an empty one. `.repeat(
      10,
    ),
  ),
  'a third of the words noise': spoken(
    LECTURE.repeat(3)
      .split(/\s+/)
      .map((word, index) => (index % 3 === 0 ? `zq${(index * 7919) % 997}x` : word))
      .join(' '),
  ),
  'characters of every kind': spoken('«Zellen» 細胞 🧬 \u0000 \u202e ﬁn‐de‑siècle “quoted” … — '.repeat(60)),
};

const QUIET = { signal: new AbortController().signal, onProgress() {} };
const squash = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function request(transcript: Transcript, preset: Preset) {
  return { transcript, preset, courseName: 'Biology', lectureTitle: 'Cells' };
}

/** Bodies parse, and every item rests on segments that exist; what says it is verbatim stands there. */
function assertSound(draft: Draft, transcript: Transcript): number {
  let items = 0;
  for (const [name, body] of Object.entries(draft.bodies)) {
    assert.ok(isArtifactName(name));
    const type = artifactType(name);
    const parsed = type.body.parse(body);
    for (const item of type.items(parsed)) {
      items += 1;
      const cited = transcript.segments.filter(({ id }) => item.sources.includes(id));
      assert.equal(
        cited.length,
        new Set(item.sources).size,
        `${name}: ${item.claim} cites what does not exist`,
      );
      if (!item.verbatim) continue;
      const words = squash(cited.map(({ text }) => text).join(' '));
      for (const line of item.claim.split('\n')) {
        assert.ok(words.includes(squash(line)), `${name}: «${line}» is not said in its segments`);
      }
    }
  }
  return items;
}

/** What a generator that has no endpoint or key says of itself; undefined for one that is ready as it is. */
async function whatIsMissing(provider: LanguageProvider): Promise<Problem | undefined> {
  try {
    await provider.check();
    return undefined;
  } catch (error) {
    if (error instanceof Problem && error.code === 'setting-invalid') return error;
    throw error;
  }
}

/** Every generator without settings, and as it is ready to work: a language model is played by a stand-in. */
const MADE = await Promise.all(
  Object.entries(LANGUAGE_PROVIDERS).map(async ([name, create]) => {
    const bare = create();
    const standIn = await openStandIn(name);
    const provider = create(standIn?.settings);
    after(async () => {
      await Promise.all([bare.close(), provider.close()]);
      await standIn?.close();
    });
    return { name, bare, provider, missing: await whatIsMissing(bare) };
  }),
);

test('one generator at least needs no settings at all', () => {
  assert.ok(MADE.some(({ missing }) => missing === undefined));
});

for (const { name, bare, missing } of MADE) {
  if (missing === undefined) continue;
  describe(`generator ${name}, not set up`, () => {
    test('names itself and says what is missing instead of generating', async () => {
      assert.ok(bare.generator.name);
      assert.ok(missing.detail);
      for (const preset of presets) {
        await assert.rejects(
          bare.generate(request(spoken(LECTURE), preset), QUIET),
          (error) => error instanceof Problem && error.code === 'setting-invalid',
        );
      }
    });
  });
}

for (const { name, provider } of MADE) {
  describe(`generator ${name}`, () => {
    test('has a name and a version, and its check passes', async () => {
      assert.ok(provider.generator.name && provider.generator.version);
      await provider.check();
    });

    for (const preset of presets) {
      test(`makes for ${preset.id} only what the preset names, within its counts, from what was said`, async () => {
        const transcript = spoken(LECTURE);
        const draft = await provider.generate(request(transcript, preset), QUIET);
        assert.ok(
          Object.keys(draft.bodies).every((type) => (preset.artifacts as readonly string[]).includes(type)),
        );
        assert.ok(assertSound(draft, transcript) > 5);
        const { summary, flashcards, 'key-terms': terms, 'exam-questions': questions } = draft.bodies;
        assert.deepEqual(
          summary?.sections.map(({ id }) => id),
          preset.sections.map(({ id }) => id),
        );
        for (const section of summary?.sections ?? []) {
          const plan = preset.sections.find(({ id }) => id === section.id);
          const points = section.chunks.flatMap(({ bullets }) => bullets);
          assert.ok(points.length + section.rows.length <= (plan?.most ?? 0));
          assert.ok(section.chunks.every(({ bullets }) => bullets.length <= preset.chunking.points));
          assert.ok(
            points.every(
              ({ text, verbatim }) => !verbatim || text.split(/\s+/).length <= preset.sentences.maxWords,
            ),
          );
        }
        assert.ok((terms?.terms.length ?? 0) <= preset.keyTerms.most);
        assert.ok((flashcards?.cards.length ?? 0) <= preset.flashcards.most);
        assert.ok((questions?.questions.length ?? 0) <= preset.examQuestions.most);
        for (const question of questions?.questions ?? []) {
          assert.ok(preset.examQuestions.forms.includes(question.form));
          assert.equal(question.markScheme !== undefined, preset.examQuestions.markScheme);
        }
      });

      for (const [what, transcript] of Object.entries(ODD)) {
        test(`survives ${what} under ${preset.id}`, async () => {
          try {
            assertSound(await provider.generate(request(transcript, preset), QUIET), transcript);
          } catch (error) {
            assert.ok(error instanceof Problem, String(error));
            assert.match(error.code, /^(?:captions-unpunctuated|language-failed)$/);
          }
        });
      }
    }

    test('counts its steps up to their number', async () => {
      const steps: [number, number][] = [];
      const preset = presets[0];
      assert.ok(preset);
      const context = { ...QUIET, onProgress: (done: number, total: number) => steps.push([done, total]) };
      await provider.generate(request(spoken(LECTURE), preset), context);
      const last = steps.at(-1);
      assert.ok(last && last[0] === last[1]);
      assert.deepEqual(
        steps.map(([done]) => done),
        steps.map(([done]) => done).sort((a, b) => a - b),
      );
    });

    test('stops when it is told to', async () => {
      const preset = presets[0];
      assert.ok(preset);
      const signal = AbortSignal.abort(new Error('told to stop'));
      await assert.rejects(
        provider.generate(request(spoken(LECTURE), preset), { ...QUIET, signal }),
        /told to stop/,
      );
    });
  });
}
