import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { deckName } from '../anki-text.ts';
import type { ExportMaterial } from '../define.ts';
import { modelOf, NOTE_TYPES } from './note-types.ts';
import type { Note } from './notes.ts';
import { COLLECTION_CONFIG, DECK_OPTIONS, deckOf, SCHEMA } from './schema.ts';

/** Ids of notes and cards stay in the range of the milliseconds that Anki itself would give. */
const FIRST_ID = 1_500_000_000_000;
const ID_RANGE = 250_000_000_000;

/**
 * Writes a collection of Anki's schema 11, which every version since 2.1 imports. The ids come of the items, so
 * that importing again finds the same notes; `modified` must be later than at the last import, or Anki takes a
 * note for unchanged.
 */
export function writeCollection(
  path: string,
  material: ExportMaterial,
  notes: readonly Note[],
  modified: Date,
): void {
  const database = new DatabaseSync(path);
  try {
    database.exec('pragma journal_mode = off; pragma page_size = 4096;');
    database.exec(SCHEMA);
    const seconds = Math.floor(modified.getTime() / 1000);
    const name = deckName(material);
    const deckId = stableId(`deck ${name}`);
    database.exec('begin');
    insertCollection(database, name, deckId, seconds);
    insertNotes(database, notes, deckId, seconds);
    database.exec('commit');
  } finally {
    database.close();
  }
}

function insertCollection(database: DatabaseSync, name: string, deckId: number, seconds: number): void {
  const models = Object.fromEntries(
    Object.values(NOTE_TYPES).map((type) => [type.id, modelOf(type, deckId)]),
  );
  const levels = name.split('::').map((_, index, parts) => parts.slice(0, index + 1).join('::'));
  const decks = Object.fromEntries([
    [1, deckOf(1, 'Default', seconds)],
    ...levels.map((level) => {
      const id = level === name ? deckId : stableId(`deck ${level}`);
      return [id, deckOf(id, level, seconds)];
    }),
  ]);
  database
    .prepare('insert into col values (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, ?)')
    .run(
      seconds - (seconds % 86_400),
      seconds * 1000,
      seconds * 1000,
      JSON.stringify({ ...COLLECTION_CONFIG, curDeck: deckId, activeDecks: [deckId] }),
      JSON.stringify(models),
      JSON.stringify(decks),
      JSON.stringify(DECK_OPTIONS),
      '{}',
    );
}

function insertNotes(database: DatabaseSync, notes: readonly Note[], deckId: number, seconds: number): void {
  const insertNote = database.prepare('insert into notes values (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, ?)');
  const insertCard = database.prepare(
    'insert into cards values (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, ?)',
  );
  const taken = new Set<number>();
  const free = (id: number): number => {
    let next = id;
    while (taken.has(next)) next += 1;
    taken.add(next);
    return next;
  };
  for (const [place, { guid, type, tags, fields }] of notes.entries()) {
    const noteId = free(stableId(`note ${guid}`));
    const first = withoutTags(fields[0] ?? '');
    const spaced = tags.length > 0 ? ` ${tags.join(' ')} ` : '';
    insertNote.run(noteId, guid, type.id, seconds, spaced, fields.join('\x1f'), first, checksum(first), '');
    // New cards come in the order of the lecture.
    insertCard.run(free(stableId(`card ${guid}`)), noteId, deckId, seconds, place + 1, '');
  }
}

/** The same words give the same id. */
export function stableId(words: string): number {
  const hash = createHash('sha256').update(words).digest();
  return FIRST_ID + (hash.readUIntBE(0, 6) % ID_RANGE);
}

/** By it Anki finds notes whose first field is the same: the first 32 bits of the SHA-1 of its words. */
export function checksum(words: string): number {
  return Number.parseInt(createHash('sha1').update(words).digest('hex').slice(0, 8), 16);
}

function withoutTags(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}
