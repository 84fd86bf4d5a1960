import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { Block } from '@pegasus/core/block.ts';
import { NOTE_TYPES } from './anki/note-types.ts';
import { anki } from './anki.ts';
import type { ExportMaterial } from './define.ts';
import { hostileMaterial } from './hostile-material.ts';
import { unzip } from './unzip.ts';

const card = (itemId: string, front: string, back: string): Block => ({
  kind: 'card',
  form: 'basic',
  front,
  back,
  difficulty: 1,
  tags: [],
  moment: 61,
  itemId,
});

function materialOf(blocks: Block[], madeAt: string): ExportMaterial {
  const material = { ...hostileMaterial(), courseName: 'Biology', lectureTitle: 'Cells', madeAt };
  const [shown] = material.artifacts;
  return {
    ...material,
    threads: new Map([['card-1', 'Cell membrane']]),
    momentUrl: (seconds) => `https://pegasus.example/lectures/1?at=${seconds}&x="`,
    artifacts: shown ? [{ ...shown, blocks }] : [],
  };
}

/** Opens what a package holds as its own database, and leaves no file behind. */
async function withCollection<Result>(
  material: ExportMaterial,
  use: (database: DatabaseSync, path: string) => Result | Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'pegasus-anki-test-'));
  try {
    const files = unzip(Buffer.concat(await Array.fromAsync(anki.write(material).content)));
    assert.deepEqual([...files.keys()], ['collection.anki2', 'media']);
    assert.equal(files.get('media')?.toString(), '{}');
    const path = join(folder, 'collection.anki2');
    await writeFile(path, files.get('collection.anki2') ?? assert.fail());
    const database = new DatabaseSync(path);
    try {
      return await use(database, path);
    } finally {
      database.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * What Anki does with a package, by its manual («Importing», «Updating»): a note that it has by its guid is updated
 * when the package's is newer and of the same type; one that it has not is added with its cards; a card that is
 * there keeps its schedule.
 */
const IMPORT = `
  insert into notes select * from package.notes where guid not in (select guid from main.notes);
  insert into cards select * from package.cards where id not in (select id from main.cards);
  update notes set (mod, tags, flds, sfld, csum) =
    (select mod, tags, flds, sfld, csum from package.notes new where new.guid = notes.guid)
  where exists (select 1 from package.notes new
    where new.guid = notes.guid and new.mid = notes.mid and new.mod > notes.mod);
`;

test('a second package updates the notes of the first, adds none, and leaves the schedule', async () => {
  const first = [card('card-1', 'What is osmosis?', 'Water moving'), card('card-2', 'Why?', 'Because.')];
  const second = [
    card('card-1', 'What is osmosis?', 'Water moving down'),
    card('card-2', 'Why?', 'Because.'),
  ];
  await withCollection(materialOf(first, '2026-11-23T10:00:00.000Z'), async (deck) => {
    deck.exec('update cards set type = 2, queue = 2, ivl = 21, reps = 7, due = 400');
    const before = deck.prepare('select id, ivl, reps, due from cards order by id').all();
    assert.equal(before.length, 2);
    await withCollection(materialOf(second, '2026-11-24T10:00:00.000Z'), (newer, path) => {
      const ids = (database: DatabaseSync) =>
        database.prepare('select id, guid from notes order by id').all();
      assert.deepEqual(ids(newer), ids(deck));
      deck.prepare('attach ? as package').run(path);
      deck.exec(IMPORT);
      deck.exec('detach package');
    });
    assert.deepEqual(deck.prepare('select id, ivl, reps, due from cards order by id').all(), before);
    const notes = deck
      .prepare('select flds from notes')
      .all()
      .map(({ flds }) => String(flds));
    assert.equal(notes.length, 2);
    assert.ok(notes.some((fields) => fields.includes('Water moving down')));
  });
});

test('a card, a cloze and a multiple choice are notes of their own types, with their source and tags', async () => {
  const cloze: Block = {
    kind: 'card',
    form: 'cloze',
    front: '',
    back: '\\(x_{a_{b}}\\)',
    cloze: { text: 'So \\(x_{a_{b}}\\) is found.', start: 3, end: 16 },
    difficulty: 2,
    tags: ['key idea'],
    itemId: 'card-3',
  };
  const choice: Block = {
    kind: 'question',
    form: 'multiple-choice',
    prompt: 'Which?',
    options: ['<b>', 'B'],
    answer: 'B',
    explanation: 'Said so.',
    itemId: 'question-1',
  };
  await withCollection(
    materialOf([card('card-1', 'Q', 'A'), cloze, choice], '2026-11-23T10:00:00.000Z'),
    (deck) => {
      const notes = deck.prepare('select mid, tags, flds from notes').all();
      const of = (id: number) => notes.find(({ mid }) => mid === id) ?? assert.fail();
      assert.deepEqual(String(of(NOTE_TYPES.basic.id).flds).split('\x1f'), [
        'Q',
        'A',
        '',
        '<a href="https://pegasus.example/lectures/1?at=61&#38;x=&#34;">1:01</a>',
        'Cells',
      ]);
      assert.equal(
        of(NOTE_TYPES.basic.id).tags,
        ' pegasus course::Biology lecture::Cells thread::Cell-membrane difficulty::1 ',
      );
      // The formula closes with one brace at a time, so that the gap ends where it should.
      assert.equal(
        String(of(NOTE_TYPES.cloze.id).flds).split('\x1f')[0],
        'So {{c1::\\(x_{a_{b} }\\)}} is found.',
      );
      assert.equal(
        String(of(NOTE_TYPES.choice.id).flds).split('\x1f')[1],
        '<ol type="A"><li>&#60;b&#62;</li><li>B</li></ol>',
      );
    },
  );
});

test('the collection is what the schema of Anki asks for, also of hostile material', async () => {
  await withCollection(hostileMaterial(), (deck) => {
    const value = (sql: string) => Object.values(deck.prepare(sql).get() ?? {})[0];
    assert.equal(value('pragma integrity_check'), 'ok');
    assert.equal(value('select ver from col'), 11);
    const models = JSON.parse(String(value('select models from col')));
    const decks = JSON.parse(String(value('select decks from col')));
    for (const { mid, flds, guid } of deck.prepare('select mid, flds, guid from notes').all()) {
      assert.equal(String(flds).split('\x1f').length, models[String(mid)].flds.length, String(guid));
      assert.notEqual(String(flds).split('\x1f')[0], '');
    }
    assert.equal(value('select count(*) from cards where nid not in (select id from notes)'), 0);
    assert.equal(value('select count(*) from notes where id not in (select nid from cards)'), 0);
    assert.equal(value('select count(*) from notes'), value('select count(distinct guid) from notes'));
    for (const { did } of deck.prepare('select distinct did from cards').all()) {
      // Every level above a deck is a deck.
      const levels: string[] = decks[String(did)].name.split('::');
      const names = Object.values<{ name: string }>(decks).map(({ name }) => name);
      for (const end of levels.keys()) assert.ok(names.includes(levels.slice(0, end + 1).join('::')));
    }
    const clozes = deck.prepare('select flds from notes where mid = ?').all(NOTE_TYPES.cloze.id);
    for (const { flds } of clozes) assert.match(String(flds).split('\x1f')[0] ?? '', /\{\{c1::[^{}]+\}\}/);
  });
});
