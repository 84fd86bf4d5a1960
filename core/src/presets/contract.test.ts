import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isArtifactName } from '../artifacts/registry.ts';
import { Problem } from '../problem.ts';
import type { Preset } from './define.ts';
import { DEFAULT_PRESET, presetById, presets } from './registry.ts';

/** What a student can see of a preset's structure, by aspect. Titles and wording do not count. */
const ASPECTS: Record<string, (preset: Preset) => unknown> = {
  sections: ({ sections }) => sections.map(({ title, layout }) => [title, layout]),
  chunking: ({ chunking }) => [chunking.size, chunking.points, chunking.minutes],
  'order of artifacts': ({ artifacts }) => artifacts,
  'item kinds': ({ artifacts, flashcards, examQuestions, sections }) => [
    [...artifacts].sort(),
    [...flashcards.kinds].sort(),
    [...examQuestions.forms].sort(),
    [...new Set(sections.flatMap(({ collects }) => collects))].sort(),
  ],
  counts: (preset) => [
    preset.sections.map(({ most }) => most),
    preset.keyTerms,
    [preset.flashcards.least, preset.flashcards.most],
    [preset.examQuestions.least, preset.examQuestions.most],
    preset.conceptMap,
  ],
};

/** The sections that the product promises, in their order. */
const PROMISED: Record<string, string> = {
  Exam: 'Examinable points · Definitions · Likely questions · Common mistakes',
  'Concept map': 'Core concepts · Relationships · Dependencies · Misconceptions',
  Beginner: 'Overview · Key ideas · Examples · Analogies',
  'Neurodivergent-friendly': 'Overview · Micro-steps · Key terms · Recall prompts',
  Research: 'Claims · Arguments · Evidence · Open questions',
  Seminar: 'Positions and speakers · Claims · Counterclaims · Critiques · Discussion questions',
};

const words = (text: string) => text.split(/\s+/).length;

describe('presets', () => {
  test('ids and titles are unique, and an unknown one is a problem that lists them', () => {
    assert.equal(new Set(presets.map(({ id }) => id)).size, presets.length);
    assert.equal(new Set(presets.map(({ title }) => title)).size, presets.length);
    assert.ok(presets.some(({ id }) => id === DEFAULT_PRESET));
    assert.throws(
      () => presetById('no-such-preset'),
      (error) =>
        error instanceof Problem &&
        error.code === 'preset-unknown' &&
        presets.every(({ id }) => error.message.includes(id)),
    );
  });

  test('all presets that the product promises are there, with their sections in order', () => {
    const sections = Object.fromEntries(
      presets.map((preset) => [preset.title, preset.sections.map(({ title }) => title).join(' · ')]),
    );
    for (const [title, promised] of Object.entries(PROMISED)) assert.equal(sections[title], promised);
  });

  for (const [index, one] of presets.entries()) {
    for (const other of presets.slice(index + 1)) {
      for (const [aspect, look] of Object.entries(ASPECTS)) {
        test(`${one.title} and ${other.title} differ in ${aspect}`, () => {
          assert.notDeepEqual(look(one), look(other));
        });
      }
    }
  }
});

for (const preset of presets) {
  describe(`preset ${preset.id}`, () => {
    test('has ids that can stand in an address', () => {
      const ids = [preset.id, ...preset.sections.map(({ id }) => id)];
      for (const id of ids) assert.match(id, /^[a-z]+(-[a-z]+)*$/);
      assert.equal(new Set(preset.sections.map(({ id }) => id)).size, preset.sections.length);
    });

    test('says in one short plain line when a section stays empty', () => {
      for (const section of preset.sections) {
        // What extraction did not find may still have been said, so no line claims that it was not.
        assert.match(section.whenEmpty, /^No [^.!?]+ (was|were) found\.$/, section.id);
        assert.ok(words(section.whenEmpty) <= 8, section.whenEmpty);
        assert.ok(section.collects.length > 0 && section.most > 0);
      }
      assert.match(preset.purpose, /^[^.!?]+\.$/);
      assert.ok(words(preset.purpose) <= 20);
    });

    test('gives a table its column heads, and nothing else', () => {
      for (const section of preset.sections) {
        assert.equal(section.layout === 'table', section.columns !== undefined, section.id);
        if (section.columns) assert.ok(new Set(section.columns).size >= 2);
      }
    });

    test('has counts that can be met, for exactly the artifacts that it names', () => {
      const bounds = {
        'key-terms': preset.keyTerms,
        flashcards: preset.flashcards,
        'exam-questions': preset.examQuestions,
        'concept-map': preset.conceptMap,
      };
      assert.equal(new Set(preset.artifacts).size, preset.artifacts.length);
      assert.ok(preset.artifacts.every(isArtifactName) && preset.artifacts.includes('summary'));
      for (const [name, { least, most }] of Object.entries(bounds)) {
        assert.ok(least <= most, name);
        assert.equal(isArtifactName(name) && preset.artifacts.includes(name), most > 0, name);
      }
      assert.equal(preset.flashcards.kinds.length > 0, preset.flashcards.most > 0);
      assert.equal(preset.examQuestions.forms.length > 0, preset.examQuestions.most > 0);
      assert.ok(preset.leastItems > 0 && preset.sentences.maxWords > 0);
    });
  });
}

describe('what single presets promise', () => {
  const only = (pick: (preset: Preset) => boolean) => presets.filter(pick).map(({ id }) => id);
  const exists = (id: string) => presetById(id);

  test('only the concept map preset opens with the map and makes relation cards', () => {
    assert.deepEqual(
      only(({ artifacts }) => artifacts[0] === 'concept-map'),
      ['concept-map'],
    );
    assert.deepEqual(
      only(({ flashcards }) => flashcards.kinds.includes('relation')),
      ['concept-map'],
    );
    assert.equal(exists('concept-map').chunking.size, 'hierarchical');
  });

  test('the beginner preset is plain, short and asks only for recognition', () => {
    const { sentences, flashcards, examQuestions } = exists('beginner');
    assert.ok(sentences.maxGrade !== undefined && sentences.maxGrade <= 8);
    assert.ok(flashcards.most <= 10);
    assert.deepEqual([...examQuestions.forms].sort(), ['multiple-choice', 'true-false']);
  });

  test('the neurodivergent preset has numbered steps, short sentences, little at a time', () => {
    const { sentences, sections, chunking, display } = exists('neurodivergent');
    assert.ok(sentences.maxWords <= 15);
    assert.equal(sections.find(({ id }) => id === 'micro-steps')?.layout, 'steps');
    assert.deepEqual(display, { pace: 'one at a time', typography: 'calm' });
    for (const other of presets) {
      if (other.id === 'neurodivergent') continue;
      assert.ok(chunking.points < other.chunking.points && chunking.minutes < other.chunking.minutes);
    }
  });

  test('the exam preset is the one with mark schemes, about 25 cards and 15 questions', () => {
    assert.deepEqual(
      only(({ examQuestions }) => examQuestions.markScheme),
      ['exam'],
    );
    assert.equal(exists('exam').flashcards.most, 25);
    assert.equal(exists('exam').examQuestions.most, 15);
  });

  test('research sets claims against evidence, seminar claims against counterclaims', () => {
    const columns = (id: string) => exists(id).sections.find(({ layout }) => layout === 'table')?.columns;
    assert.deepEqual(columns('research'), ['Claim', 'Evidence']);
    assert.deepEqual(columns('seminar'), ['Claim', 'Counterclaim']);
    assert.ok(exists('research').examQuestions.forms.includes('essay'));
    assert.ok(exists('seminar').examQuestions.forms.includes('essay'));
  });
});
