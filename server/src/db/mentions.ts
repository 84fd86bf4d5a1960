import type { ConceptChange, Mentions } from '@pegasus/core/threads/mentions.ts';
import type { LectureEvidence } from '@pegasus/core/threads/strands.ts';
import type { Query } from './open.ts';

/** The lecture and preset that mentions are of. */
export interface MentionedLecture {
  id: string;
  ownerId: string;
  courseId: string;
  presetId: string;
}

/** Stores one more generation of a lecture's mentions under a preset; the earlier ones stay as they were. */
export async function insertMentions(
  query: Query,
  { id, ownerId, courseId, presetId }: MentionedLecture,
  { concepts, changes }: Mentions,
): Promise<void> {
  const newest = await query
    .selectFrom('lecture_mentions')
    .where('lecture_id', '=', id)
    .where('preset_id', '=', presetId)
    .select((select) => select.fn.max('generation').as('generation'))
    .executeTakeFirst();
  const own = {
    lecture_id: id,
    owner_id: ownerId,
    preset_id: presetId,
    generation: Number(newest?.generation ?? 0) + 1,
  };
  await query
    .insertInto('lecture_mentions')
    .values({ ...own, concepts: JSON.stringify(concepts) })
    .execute();
  const kept = await withinCourse(query, ownerId, courseId, changes);
  if (kept.length === 0) return;
  await query
    .insertInto('lecture_changes')
    .values(
      kept.map((change, place) => ({
        ...own,
        place,
        earlier_lecture_id: change.earlier.lectureId,
        change: JSON.stringify(change),
      })),
    )
    .execute();
}

/** The changes whose earlier lecture is still there, in this course and of this owner. */
async function withinCourse(
  query: Query,
  ownerId: string,
  courseId: string,
  changes: readonly ConceptChange[],
): Promise<ConceptChange[]> {
  if (changes.length === 0) return [];
  const rows = await query
    .selectFrom('lectures')
    .where('course_id', '=', courseId)
    .where('owner_id', '=', ownerId)
    .select('id')
    .execute();
  const known = new Set(rows.map(({ id }) => id));
  return changes.filter(({ earlier }) => known.has(earlier.lectureId));
}

/**
 * What the lectures of a course give to its threads, in the order of the lectures: of each the newest
 * mentions under each preset, because the artifacts of each preset are kept side by side.
 */
export async function listEvidence(
  query: Query,
  ownerId: string,
  courseId: string,
): Promise<LectureEvidence[]> {
  const rows = await query
    .selectFrom('lecture_mentions')
    .innerJoin('lectures', 'lectures.id', 'lecture_mentions.lecture_id')
    .where('lectures.course_id', '=', courseId)
    .where('lecture_mentions.owner_id', '=', ownerId)
    .distinctOn(['lectures.created_at', 'lectures.id', 'lecture_mentions.preset_id'])
    .orderBy('lectures.created_at')
    .orderBy('lectures.id')
    .orderBy('lecture_mentions.preset_id')
    .orderBy('lecture_mentions.generation', 'desc')
    .select(['lectures.id', 'lecture_mentions.preset_id', 'lecture_mentions.generation', 'concepts'])
    .execute();
  const ids = [...new Set(rows.map(({ id }) => id))];
  if (ids.length === 0) return [];
  const changes = await query
    .selectFrom('lecture_changes')
    .where('lecture_id', 'in', ids)
    .where('owner_id', '=', ownerId)
    .orderBy('place')
    .select(['lecture_id', 'preset_id', 'generation', 'change'])
    .execute();
  const transcripts = await query
    .selectFrom('transcripts')
    .where('lecture_id', 'in', ids)
    .where('owner_id', '=', ownerId)
    .select(['lecture_id', 'segments'])
    .execute();
  const segmentsOf = new Map(transcripts.map(({ lecture_id, segments }) => [lecture_id, segments]));
  return ids.flatMap((lectureId) => {
    const segments = segmentsOf.get(lectureId);
    if (!segments) return [];
    const own = rows.filter(({ id }) => id === lectureId);
    const newest = new Set(own.map(({ preset_id, generation }) => `${preset_id} ${generation}`));
    return [
      {
        lectureId,
        transcript: { segments },
        mentions: {
          concepts: own.flatMap(({ concepts }) => concepts),
          changes: changes
            .filter((row) => row.lecture_id === lectureId && newest.has(`${row.preset_id} ${row.generation}`))
            .map(({ change }) => change),
        },
      },
    ];
  });
}
