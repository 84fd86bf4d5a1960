import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCollection } from './anki/collection.ts';
import { notesOf } from './anki/notes.ts';
import type { Exporter, ExportMaterial } from './define.ts';
import { exportFileName } from './file-name.ts';
import { zipped } from './zip.ts';

/** A package that Anki imports with a double click; importing a later one updates the notes and keeps the schedule. */
export const anki: Exporter = {
  name: 'anki',
  title: 'Flashcards (Anki)',
  mediaType: 'application/apkg',
  extension: 'apkg',
  applies: ({ artifacts }) =>
    artifacts.some(({ blocks }) => blocks.some(({ kind }) => kind === 'card' || kind === 'question')),
  write: (material) => ({
    fileName: exportFileName(material.lectureTitle, 'apkg'),
    mediaType: 'application/apkg',
    content: writePackage(material),
  }),
};

async function* writePackage(material: ExportMaterial): AsyncGenerator<Uint8Array> {
  const modified = new Date(material.madeAt ?? material.createdAt);
  const folder = await mkdtemp(join(tmpdir(), 'pegasus-anki-'));
  try {
    const path = join(folder, 'collection.anki2');
    writeCollection(path, material, notesOf(material), modified);
    const media = [new TextEncoder().encode('{}')];
    const entries = [
      { path: 'collection.anki2', content: createReadStream(path) },
      { path: 'media', content: media },
    ];
    yield* zipped(entries, modified);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
