import type { LectureFacts } from '@pegasus/core/materials.ts';
import { effectiveTranscript } from '@pegasus/core/overlay/effective.ts';
import {
  type EarlierConcept,
  type EarlierLecture,
  earlierConcepts,
} from '@pegasus/core/threads/earlier-concepts.ts';
import { readOverlay } from './effective.ts';
import type { Query } from './open.ts';
import { listThreads } from './threads.ts';

/**
 * What the lectures of a course before this one say of its concepts, as the course stands now: a lecture that is
 * still in work gives nothing yet. Their words are as the student has them.
 */
export async function readEarlierConcepts(
  query: Query,
  { id, ownerId, courseId }: Pick<LectureFacts, 'id' | 'ownerId' | 'courseId'>,
): Promise<EarlierConcept[]> {
  const rows = await query
    .selectFrom('lectures')
    .leftJoin('transcripts', 'transcripts.lecture_id', 'lectures.id')
    .where('lectures.course_id', '=', courseId)
    .where('lectures.owner_id', '=', ownerId)
    .orderBy('lectures.created_at')
    .orderBy('lectures.id')
    .select([
      'lectures.id',
      'lectures.title',
      'transcripts.language',
      'transcripts.seconds',
      'transcripts.segments',
      'transcripts.provenance',
    ])
    .execute();
  const before = rows.slice(
    0,
    Math.max(
      0,
      rows.findIndex((row) => row.id === id),
    ),
  );
  const earlier: EarlierLecture[] = [];
  for (const { id: lectureId, title, language, seconds, segments, provenance } of before) {
    if (language === null || seconds === null || !segments || !provenance) continue;
    const overlay = await readOverlay(query, ownerId, lectureId);
    const transcript = effectiveTranscript({ language, seconds, segments, provenance }, overlay);
    earlier.push({ lectureId, title, segments: transcript.segments });
  }
  if (earlier.length === 0) return [];
  return earlierConcepts(await listThreads(query, ownerId, courseId), earlier);
}
