import type { Artifact } from '@pegasus/core/artifacts/define.ts';
import type { Query } from './open.ts';

/** Stores one more generation of a lecture under a preset; the earlier ones stay. */
export async function saveArtifacts(
  query: Query,
  ownerId: string,
  artifacts: readonly Artifact[],
): Promise<void> {
  const [first] = artifacts;
  if (!first) return;
  const generation = (await newestGeneration(query, first.lectureId, first.presetId)) + 1;
  await query
    .insertInto('artifacts')
    .values(
      artifacts.map((artifact, place) => ({
        id: artifact.id,
        owner_id: ownerId,
        lecture_id: artifact.lectureId,
        preset_id: artifact.presetId,
        generation,
        place,
        type: artifact.type,
        schema_version: artifact.version,
        generator: JSON.stringify(artifact.generator),
        quality: JSON.stringify(artifact.quality),
        body: JSON.stringify(artifact.body),
        created_at: artifact.createdAt,
      })),
    )
    .execute();
}

/** 0 when nothing was generated yet. */
export async function newestGeneration(query: Query, lectureId: string, presetId: string): Promise<number> {
  const row = await query
    .selectFrom('artifacts')
    .where('lecture_id', '=', lectureId)
    .where('preset_id', '=', presetId)
    .select((select) => select.fn.max('generation').as('newest'))
    .executeTakeFirst();
  return Number(row?.newest ?? 0);
}

/** The newest generation under a preset, in the preset's order. Empty while there is none. */
export async function listArtifacts(
  query: Query,
  ownerId: string,
  lectureId: string,
  presetId: string,
): Promise<Artifact[]> {
  const generation = await newestGeneration(query, lectureId, presetId);
  const rows = await query
    .selectFrom('artifacts')
    .innerJoin('lectures', 'lectures.id', 'artifacts.lecture_id')
    .selectAll('artifacts')
    .select('lectures.course_id')
    .where('artifacts.lecture_id', '=', lectureId)
    .where('artifacts.owner_id', '=', ownerId)
    .where('artifacts.preset_id', '=', presetId)
    .where('generation', '=', generation)
    .orderBy('place')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    version: row.schema_version,
    lectureId: row.lecture_id,
    courseId: row.course_id,
    presetId: row.preset_id,
    generator: row.generator,
    createdAt: row.created_at.toISOString(),
    quality: row.quality,
    body: row.body,
  }));
}

/** The presets under which a lecture has material, newest first. */
export async function listMadePresets(query: Query, ownerId: string, lectureId: string) {
  const rows = await query
    .selectFrom('artifacts')
    .where('lecture_id', '=', lectureId)
    .where('owner_id', '=', ownerId)
    .groupBy('preset_id')
    .select((select) => [
      'preset_id',
      select.fn.max('generation').as('generations'),
      select.fn.max('created_at').as('newest'),
    ])
    .orderBy('newest', 'desc')
    .execute();
  return rows.map(({ preset_id, generations, newest }) => ({
    presetId: preset_id,
    generations: Number(generations),
    newestAt: new Date(newest).toISOString(),
  }));
}
