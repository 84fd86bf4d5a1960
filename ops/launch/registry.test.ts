import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { hasProgram } from './define.ts';
import { launchRows } from './registry.ts';
import { applySabotage } from './sabotage.ts';

const ROOT = resolve(import.meta.dirname, '../..');

test('the checklist has all items of the eight chapters, each once and in order', () => {
  const perChapter = [6, 4, 4, 5, 4, 4, 4, 5];
  const ids = perChapter.flatMap((items, chapter) =>
    Array.from({ length: items }, (_, item) => `${chapter + 1}.${item + 1}`),
  );
  assert.deepEqual(
    launchRows.map(({ id }) => id),
    ids,
  );
});

for (const row of launchRows.filter(hasProgram)) {
  test(`${row.id} brings sabotages, and each fits exactly one place of the code as it is now`, () => {
    assert.ok(row.sabotages.length > 0);
    for (const sabotage of row.sabotages) {
      const text = readFileSync(join(ROOT, sabotage.file), 'utf8');
      assert.notEqual(applySabotage(text, sabotage), text);
    }
  });
}
