import type { Bodies } from '@pegasus/core/artifacts/registry.ts';
import { artifactType, isArtifactName } from '@pegasus/core/artifacts/registry.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';
import { saveArtifacts } from '../db/artifacts.ts';
import { reindex } from '../db/effective.ts';
import { saveExports } from '../db/exports.ts';
import { saveTranscript } from '../db/transcripts.ts';
import { LOCAL_USER_ID } from '../db/users.ts';
import type { Services } from '../services.ts';
import { exportKey } from '../storage/key.ts';

export const TRANSCRIPT: Transcript = {
  language: 'en',
  seconds: 60,
  segments: [
    { id: 's0', start: 3, end: 9, text: 'Elasticity is a ratio of two percentages.' },
    { id: 's1', start: 41.5, end: 48, text: 'It is not the slope, because units matter.' },
  ],
  provenance: { provider: 'test' },
};

const BODIES = {
  summary: {
    sections: [
      {
        id: 'definitions',
        title: 'Definitions',
        chunks: [
          {
            minutes: 1,
            bullets: [
              {
                id: 'b1',
                sources: ['s1', 's0'],
                text: 'Elasticity is a ratio of two percentages.',
                verbatim: true,
              },
            ],
          },
        ],
        rows: [],
      },
    ],
  },
  flashcards: {
    cards: [
      {
        id: 'c1',
        sources: ['s1'],
        difficulty: 1,
        tags: [],
        form: 'basic',
        question: 'Why is it not the slope?',
        answer: 'Units matter.',
        verbatim: false,
      },
    ],
  },
} satisfies Bodies;

const EXPORT_TEXT = '# Elasticity\n';

/** Leaves behind what the stages leave: a transcript, two artifacts and one export, with rows and object. */
export async function storeMaterial({ database, storage, newId, now }: Services, lecture: Lecture) {
  const { kysely } = database;
  await saveTranscript(kysely, LOCAL_USER_ID, lecture.id, TRANSCRIPT);
  const artifacts = Object.entries(BODIES).map(([type, body]) => {
    if (!isArtifactName(type)) throw new Error(`There is no artifact type ${type}.`);
    return {
      id: newId(),
      type,
      version: artifactType(type).version,
      lectureId: lecture.id,
      courseId: lecture.courseId,
      presetId: lecture.presetId,
      generator: { name: 'test', version: '1' },
      createdAt: now().toISOString(),
      quality: { offered: 1, kept: 1, repaired: 0, dropped: {} },
      body,
    };
  });
  await saveArtifacts(kysely, LOCAL_USER_ID, artifacts);
  const indexed = { ...lecture, ownerId: LOCAL_USER_ID };
  await reindex(kysely, indexed, 'segment');
  await reindex(kysely, indexed, 'item');
  const content = (async function* () {
    yield Buffer.from(EXPORT_TEXT);
  })();
  const { key, bytes, sha256 } = await storage.put(exportKey(lecture.id, newId(), 'markdown'), content);
  const file = {
    id: newId(),
    presetId: lecture.presetId,
    exporter: 'markdown',
    fileName: 'Elasticität: «a/b».md',
    mediaType: 'text/markdown',
    bytes,
    sha256,
    objectKey: key,
  };
  await saveExports(kysely, LOCAL_USER_ID, lecture.id, lecture.presetId, [file]);
  return { artifacts, file, text: EXPORT_TEXT };
}
