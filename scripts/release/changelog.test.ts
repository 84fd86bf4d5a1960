import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { areaOf, readChanges } from './changelog.ts';
import { recordPage } from './checklist.ts';

describe('a changelog', () => {
  test('takes titles and paths apart', () => {
    assert.deepEqual(readChanges('\0First\n\napp/a.ts\nserver/b.ts\n\0Second\n'), [
      { title: 'First', paths: ['app/a.ts', 'server/b.ts'] },
      { title: 'Second', paths: [] },
    ]);
  });

  test('puts a change where most of it is, and one with a migration with the database', () => {
    const same = areaOf(['app/a.ts']);
    assert.equal(areaOf(['app/a.ts', 'app/b.ts', 'server/c.ts']), same);
    assert.notEqual(areaOf(['server/c.ts']), same);
    assert.equal(areaOf(['app/a.ts', 'app/b.ts', 'server/src/db/migrations/0002-more.ts']), 0);
  });
});

describe('the record of a release', () => {
  const gate = (name: string) => ({ name, about: name, command: ['npm', 'run', name] });
  const begun = new Date('2026-01-01T00:00:00Z');
  const of = (codes: readonly (number | undefined)[], whole = true) =>
    recordPage(
      codes.map((code, place) => ({
        gate: gate(`gate${place}`),
        at: begun,
        seconds: 1,
        ...(code === undefined ? {} : { code }),
      })),
      { commit: 'abc', begun, whole, go: codes.every((code) => code === 0) },
    );

  test('is a go only when every gate was run and passed', () => {
    assert.match(of([0, 0]), /\*\*GO\*\*/);
    assert.match(of([0, 1, undefined]), /\*\*NO GO\*\*[\s\S]*FAILED \(exit 1\)[\s\S]*not run/);
    assert.match(of([0], false), /No verdict/);
  });
});
