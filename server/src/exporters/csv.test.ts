import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block } from '@pegasus/core/block.ts';
import { deckPart, escapeField, tagOf } from './anki-text.ts';
import { csv } from './csv.ts';
import type { ExportMaterial } from './define.ts';
import { HOSTILE_TEXTS, hostileMaterial } from './hostile-material.ts';

function write(material: ExportMaterial): string {
  return Buffer.concat([...(csv.write(material).content as Iterable<Uint8Array>)]).toString();
}

function rowOf(block: Block): string {
  const material = { ...hostileMaterial(), courseName: 'Psychology', lectureTitle: 'Memory' };
  const [shown] = material.artifacts;
  const lines = write({ ...material, artifacts: shown ? [{ ...shown, blocks: [block] }] : [] })
    .trimEnd()
    .split('\r\n');
  return lines.at(-1) ?? '';
}

test('the file begins with what Anki needs to import it by itself', () => {
  assert.deepEqual(write(hostileMaterial()).split('\r\n').slice(0, 7), [
    '#separator:Comma',
    '#html:true',
    '#guid column:1',
    '#notetype column:2',
    '#deck column:3',
    '#tags column:4',
    '#columns:GUID,Note type,Deck,Tags,Front,Back',
  ]);
});

test('a card, a cloze and a multiple choice are notes', () => {
  const common = { difficulty: 2, tags: ['Working memory'], moment: 754, itemId: 'card-1' };
  assert.equal(
    rowOf({ kind: 'card', form: 'basic', front: 'What is "recall"?', back: 'Bringing\nback', ...common }),
    '"pegasus-card-1","Basic","Pegasus::Psychology::Memory","pegasus course::Psychology lecture::Memory difficulty::2 Working-memory","What is &#34;recall&#34;?","Bringing<br>back<br><small>Recording 12:34</small>"',
  );
  const text = 'Memory needs recall to last.';
  assert.equal(
    rowOf({
      kind: 'card',
      form: 'cloze',
      front: '',
      back: 'recall',
      cloze: { text, start: 13, end: 19 },
      ...common,
    }),
    '"pegasus-card-1","Cloze","Pegasus::Psychology::Memory","pegasus course::Psychology lecture::Memory difficulty::2 Working-memory","Memory needs {{c1::recall}} to last.","<small>Recording 12:34</small>"',
  );
  assert.equal(
    rowOf({
      kind: 'question',
      form: 'multiple-choice',
      prompt: 'What fades?',
      options: ['A wall', 'A memory', 'A rule'],
      answer: 'A memory',
      explanation: 'Said so.',
      markScheme: [{ point: 'names it', marks: 2 }],
    }).replace(/^"[^"]*"/, '"guid"'),
    '"guid","Basic","Pegasus::Psychology::Memory","pegasus course::Psychology lecture::Memory question::multiple-choice","What fades?<br>A. A wall<br>B. A memory<br>C. A rule","B. A memory<br>Said so.<br>Mark scheme<br>names it (2)"',
  );
});

test('nothing in a cell is HTML, a cloze, a sound or a formula', () => {
  const cells = write(hostileMaterial())
    .split('\r\n')
    .slice(7)
    .join('\r\n')
    .split(/","|"\r\n"|^"|"\r\n$/);
  assert.ok(cells.length > HOSTILE_TEXTS.length * 6);
  for (const cell of cells) {
    assert.doesNotMatch(cell, /^\s*[=+\-@\t\r＝＋－＠]/);
    // Some spreadsheets part cells at these, whatever the file says.
    assert.doesNotMatch(cell, /[;,|\t]\s*[=+\-@]/);
    assert.doesNotMatch(cell.replace(/<br>|<\/?small>/g, ''), /[<>]/);
    // The name of a deck is plain text, where these mean nothing.
    if (!cell.startsWith('Pegasus::')) assert.doesNotMatch(cell.replace(/\{\{c1::[^{}]+\}\}/, ''), /[{}[\]]/);
  }
});

test('ids do not change with the words around them, and differ where items differ', () => {
  const card = (itemId: string, front: string): Block => ({
    kind: 'card',
    form: 'basic',
    front,
    back: 'b',
    difficulty: 1,
    tags: [],
    itemId,
  });
  const guid = (block: Block) => rowOf(block).split('","')[0];
  assert.equal(guid(card('basic-1', 'old')), guid(card('basic-1', 'new')));
  assert.notEqual(guid(card('a=b', '')), guid(card('a b', '')));
});

test('a course or lecture of any name is one level of a deck', () => {
  assert.equal(deckPart('Bio::logy: "101"'), 'Bio:logy: 101');
  assert.equal(deckPart('  '), 'Lecture');
  assert.equal(deckPart('::'), 'Lecture');
  assert.equal(deckPart('Prices; =1+1'), 'Prices; 1+1');
  for (const text of HOSTILE_TEXTS) assert.doesNotMatch(deckPart(text), /::|"|\n|^:|:$/);
});

test('a tag has no blanks, and none is left of what holds no letters', () => {
  assert.equal(tagOf('long-term  memory!'), 'long-term-memory');
  assert.equal(tagOf('=+-@'), '');
  assert.equal(tagOf('الذاكرة طويلة'), 'الذاكرة-طويلة');
});

test('words with hyphens and apostrophes stay as they are', () => {
  assert.equal(escapeField("It's a long-term store: 5, not 6."), "It's a long-term store: 5, not 6.");
});
