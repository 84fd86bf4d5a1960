import type { LectureFacts, MaterialName, Materials } from '@pegasus/core/materials.ts';
import { listArtifacts, saveArtifacts } from './artifacts.ts';
import { readEarlierConcepts } from './earlier-concepts.ts';
import { readArtifacts, readTranscript, reindex } from './effective.ts';
import { listExports, saveExports } from './exports.ts';
import { getIngested, saveIngested } from './ingested.ts';
import { getHeardLive } from './live-transcripts.ts';
import type { Query } from './open.ts';
import { getRecording } from './recordings.ts';
import { listThreads, saveMentions } from './threads.ts';
import { saveTranscript } from './transcripts.ts';

/** How each material is read and stored. The recording is stored when the lecture is accepted, by no stage. */
const readers: { [Name in MaterialName]: (query: Query, lecture: LectureFacts) => Promise<Materials[Name]> } =
  {
    recording: (query, { ownerId, id }) => getRecording(query, ownerId, id),
    ingested: (query, { ownerId, id }) => getIngested(query, ownerId, id),
    heard: (query, { ownerId, id }) => getHeardLive(query, ownerId, id),
    transcript: (query, { ownerId, id }) => readTranscript(query, ownerId, id),
    artifacts: readArtifacts,
    earlierArtifacts: (query, { ownerId, id, presetId }) => listArtifacts(query, ownerId, id, presetId),
    earlierConcepts: readEarlierConcepts,
    mentions: async () => {
      throw new Error('Mentions are read as the threads of a course.');
    },
    threads: (query, { ownerId, courseId }) => listThreads(query, ownerId, courseId),
    exports: (query, { ownerId, id, presetId }) => listExports(query, ownerId, id, presetId),
  };

const writers: {
  [Name in MaterialName]: (query: Query, lecture: LectureFacts, material: Materials[Name]) => Promise<void>;
} = {
  recording: async () => {
    throw new Error('A recording is stored when it is accepted.');
  },
  heard: async () => {
    throw new Error('What was heard live is stored while it is heard.');
  },
  ingested: (query, { ownerId, id }, ingested) => saveIngested(query, ownerId, id, ingested),
  transcript: async (query, lecture, transcript) => {
    await saveTranscript(query, lecture.ownerId, lecture.id, transcript);
    await reindex(query, lecture, 'segment');
  },
  artifacts: async (query, lecture, artifacts) => {
    await saveArtifacts(query, lecture.ownerId, artifacts);
    await reindex(query, lecture, 'item');
  },
  earlierArtifacts: async () => {
    throw new Error('Artifacts become earlier ones by themselves.');
  },
  earlierConcepts: async () => {
    throw new Error('What earlier lectures said is read from their threads.');
  },
  mentions: (query, lecture, mentions) => saveMentions(query, lecture, mentions),
  threads: async () => {
    throw new Error('Threads are woven from mentions.');
  },
  exports: (query, { ownerId, id, presetId }, files) => saveExports(query, ownerId, id, presetId, files),
};

export async function readMaterials(
  query: Query,
  lecture: LectureFacts,
  names: readonly MaterialName[],
): Promise<Partial<Materials>> {
  const entries = await Promise.all(
    names.map(async (name) => [name, await readers[name](query, lecture)] as const),
  );
  return Object.fromEntries(entries);
}

export async function writeMaterials(
  query: Query,
  lecture: LectureFacts,
  made: Partial<Materials>,
): Promise<void> {
  for (const name of Object.keys(made) as MaterialName[]) await writeMaterial(query, lecture, name, made);
}

async function writeMaterial<Name extends MaterialName>(
  query: Query,
  lecture: LectureFacts,
  name: Name,
  made: Partial<Materials>,
): Promise<void> {
  const material = made[name];
  if (material !== undefined) await writers[name](query, lecture, material as Materials[Name]);
}

/** What a stage is told of its lecture; undefined when the lecture is gone. */
export async function readLectureFacts(
  query: Query,
  lectureId: string,
  presetId: string,
): Promise<LectureFacts | undefined> {
  const row = await query
    .selectFrom('lectures')
    .innerJoin('courses', 'courses.id', 'lectures.course_id')
    .select([
      'lectures.owner_id',
      'lectures.course_id',
      'courses.name',
      'lectures.title',
      'lectures.created_at',
    ])
    .where('lectures.id', '=', lectureId)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    id: lectureId,
    ownerId: row.owner_id,
    courseId: row.course_id,
    courseName: row.name,
    title: row.title,
    presetId,
    createdAt: row.created_at.toISOString(),
  };
}
