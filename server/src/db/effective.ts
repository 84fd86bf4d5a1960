import type { Artifact } from '@pegasus/core/artifacts/define.ts';
import type { LectureFacts } from '@pegasus/core/materials.ts';
import { type Edit, foldEdits, type Overlay } from '@pegasus/core/overlay/edit.ts';
import { effectiveArtifacts, effectiveTranscript } from '@pegasus/core/overlay/effective.ts';
import { linkItems } from '@pegasus/core/threads/link-items.ts';
import type { Transcript } from '@pegasus/core/transcript.ts';
import { listArtifacts } from './artifacts.ts';
import type { Query } from './open.ts';
import { type IndexedLecture, indexItems, indexTranscript } from './passages.ts';
import { threadsOfItems } from './threads.ts';
import { getTranscript } from './transcripts.ts';

type Whose = Pick<LectureFacts, 'ownerId' | 'id' | 'presetId'>;

/** Every edit of a lecture, in the order in which they were accepted. */
export async function listEdits(query: Query, ownerId: string, lectureId: string): Promise<Edit[]> {
  const rows = await query
    .selectFrom('edits')
    .where('owner_id', '=', ownerId)
    .where('lecture_id', '=', lectureId)
    .orderBy('place')
    .select(['id', 'part', 'target', 'version', 'change', 'made_at'])
    .execute();
  return rows.map(({ made_at, ...edit }) => ({ ...edit, at: made_at.toISOString() }));
}

export async function readOverlay(query: Query, ownerId: string, lectureId: string): Promise<Overlay> {
  return foldEdits(await listEdits(query, ownerId, lectureId));
}

/** The words of a lecture as the student has them. Throws Problem `not-found`. */
export async function readTranscript(query: Query, ownerId: string, lectureId: string): Promise<Transcript> {
  const transcript = await getTranscript(query, ownerId, lectureId);
  return effectiveTranscript(transcript, await readOverlay(query, ownerId, lectureId));
}

/**
 * The newest material of a lecture under a preset as the student has it, with the threads of the course that
 * its items are about: what screens, exports, search and study show.
 */
export async function readArtifacts(query: Query, whose: Whose): Promise<Artifact[]> {
  const overlay = await readOverlay(query, whose.ownerId, whose.id);
  return readUnder(query, whose, overlay);
}

async function readUnder(
  query: Query,
  { ownerId, id, presetId }: Whose,
  overlay: Overlay,
): Promise<Artifact[]> {
  const threads = await threadsOfItems(query, ownerId, id);
  const artifacts = effectiveArtifacts(await listArtifacts(query, ownerId, id, presetId), overlay);
  return artifacts.map((artifact) => ({ ...artifact, body: linkItems(artifact.body, threads) }));
}

/** All of it at once, for whoever shows it. Throws Problem `not-found` while there is no transcript. */
export async function readMaterial(query: Query, whose: Whose) {
  const overlay = await readOverlay(query, whose.ownerId, whose.id);
  const artifacts = await readUnder(query, whose, overlay);
  const transcript = effectiveTranscript(await getTranscript(query, whose.ownerId, whose.id), overlay);
  return { artifacts, transcript, overlay };
}

/** Makes what changed findable. Part of the transaction that changed it, and after its course was locked. */
export async function reindex(
  query: Query,
  lecture: IndexedLecture,
  part: 'item' | 'segment',
): Promise<void> {
  if (part === 'segment') {
    await indexTranscript(query, lecture, await readTranscript(query, lecture.ownerId, lecture.id));
    return;
  }
  const { artifacts, transcript } = await readMaterial(query, lecture);
  await indexItems(query, lecture, artifacts, transcript);
}
