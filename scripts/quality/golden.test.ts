import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { presets } from '@pegasus/core/presets/registry.ts';
import { ROOT, readText } from '../project-files.ts';
import {
  compareGolden,
  describeDifference,
  findGoldenDifferences,
  GOLDEN_FOLDER,
  goldenName,
  goldenText,
  HOW_TO_ACCEPT,
} from './golden.ts';
import { projectLectures } from './lectures.ts';
import { produceUnderAll } from './made.fixture.ts';

const lectures = await projectLectures();
const productions = await produceUnderAll(lectures);

test('there is an output for every lecture of the project under every preset', () => {
  assert.ok(lectures.length >= 3);
  assert.equal(productions.length, lectures.length * presets.length);
  assert.equal(new Set(productions.map(goldenName)).size, productions.length);
});

describe('accepted outputs', () => {
  for (const production of productions) {
    const file = goldenName(production);
    test(`${file} is what is made now`, async () => {
      const accepted = await readText(ROOT, `${GOLDEN_FOLDER}/${file}`);
      const difference = compareGolden(file, accepted, goldenText(production));
      // Thrown and not asserted: the difference is all that helps.
      if (difference) throw new Error(`${describeDifference(difference)}\n${HOW_TO_ACCEPT}`);
    });
  }

  test('there is none that nothing makes any more', async () => {
    const files = new Set(productions.map(goldenName));
    const differences = await findGoldenDifferences(productions);
    assert.deepEqual(
      differences.filter(({ file }) => !files.has(file)),
      [],
    );
  });
});

describe('a change', () => {
  const [production] = productions;
  assert.ok(production);
  const text = goldenText(production);

  test('is seen and told with the line that is new and the line that is gone', () => {
    const changed = text.replace('## ', '### ');
    const difference = compareGolden('a.md', text, changed);
    assert.ok(difference);
    assert.deepEqual([difference.added, difference.removed], [1, 1]);
    assert.ok(difference.lines.some((line) => /^- ## /.test(line)));
    assert.ok(difference.lines.some((line) => /^\+ ### /.test(line)));
  });

  test('is an output that was never accepted, too', () => {
    assert.deepEqual(compareGolden('a.md', undefined, text)?.lines, ['was never accepted']);
  });

  test('is not the same text', () => {
    assert.equal(compareGolden('a.md', text, text), undefined);
  });
});
