import type { LectureFacts, MaterialName, Materials } from '@pegasus/core/materials.ts';
import { newestGeneration } from '../db/artifacts.ts';
import { lockLecture } from '../db/lectures.ts';
import { readLectureFacts, readMaterials, writeMaterials } from '../db/materials.ts';
import { forgetObject, type ObjectRow, releaseObjects } from '../db/objects.ts';
import type { Query } from '../db/open.ts';
import type { Services } from '../services.ts';
import type { Stage, Tools } from '../stages/define.ts';
import { stages } from '../stages/registry.ts';
import { release } from './remove-objects.ts';

/** What was done about an object: made anew, let go because nothing needs it, or not to be helped. */
export type Mended = 'remade' | 'let-go' | 'beyond-us' | 'busy';

/**
 * Makes a damaged or missing object anew where its lecture still has what it was made of: exports from the
 * artifacts, sound from the recording. What nothing needs any more is let go. A recording is beyond us.
 */
export async function mendObject(
  services: Services,
  tools: Tools,
  object: Pick<ObjectRow, 'key' | 'kind' | 'lecture_id'>,
  signal: AbortSignal,
): Promise<Mended> {
  const { kysely } = services.database;
  const { key, kind, lecture_id: lectureId } = object;
  if (lectureId === null) return 'beyond-us';
  if (kind === 'sound') {
    const lecture = await lectureOf(kysely, lectureId);
    if (!lecture) return 'beyond-us';
    if (await hasTranscript(kysely, lectureId)) return letSoundGo(services, object);
    return remake(services, tools, stages.ingest as unknown as Stage, lecture, [key], signal);
  }
  if (kind === 'export') {
    const row = await kysely
      .selectFrom('exports')
      .select(['preset_id', 'generation'])
      .where('object_key', '=', key)
      .executeTakeFirst();
    const newest = row && (await newestGeneration(kysely, lectureId, row.preset_id));
    if (!row || row.generation !== newest) return letExportGo(services, key);
    const lecture = await readLectureFacts(kysely, lectureId, row.preset_id);
    if (!lecture) return 'beyond-us';
    const old = await kysely
      .selectFrom('exports')
      .select('object_key')
      .where('lecture_id', '=', lectureId)
      .where('preset_id', '=', row.preset_id)
      .where('generation', '=', row.generation)
      .execute();
    const keys = old.map(({ object_key }) => object_key);
    return remake(services, tools, stages.export as unknown as Stage, lecture, keys, signal);
  }
  return 'beyond-us';
}

/** Runs a stage again for its output alone: nothing is queued, and the lecture stays in its state. */
async function remake(
  services: Services,
  tools: Tools,
  stage: Stage,
  lecture: LectureFacts,
  replaced: readonly string[],
  signal: AbortSignal,
): Promise<Mended> {
  const { kysely } = services.database;
  const materials = await readMaterials(kysely, lecture, stage.needs);
  const { held, ...made } = await stage.run(lecture, materials as Pick<Materials, MaterialName>, tools, {
    signal,
    tryId: services.newId(),
    progress: () => undefined,
    countItems: () => undefined,
  });
  const stored = await kysely.transaction().execute(async (transaction) => {
    const locked = await lockLecture(transaction, lecture.id);
    // A stage that runs now makes it anew by itself.
    if (!locked || locked.state === 'processing') return false;
    await writeMaterials(transaction, lecture, made);
    await releaseObjects(transaction, replaced);
    return true;
  });
  if (!stored) {
    await release(services, keysOf(made));
    return 'busy';
  }
  await release(services, replaced);
  return 'remade';
}

function keysOf({ exports, ingested }: Partial<Materials>): string[] {
  const sound = ingested?.kind === 'audio' ? [ingested.objectKey] : [];
  return [...(exports ?? []).map(({ objectKey }) => objectKey), ...sound];
}

async function lectureOf(kysely: Query, lectureId: string): Promise<LectureFacts | undefined> {
  const row = await kysely
    .selectFrom('lectures')
    .select('preset_id')
    .where('id', '=', lectureId)
    .executeTakeFirst();
  return row && readLectureFacts(kysely, lectureId, row.preset_id);
}

async function hasTranscript(kysely: Query, lectureId: string): Promise<boolean> {
  const row = await kysely
    .selectFrom('transcripts')
    .select('lecture_id')
    .where('lecture_id', '=', lectureId)
    .executeTakeFirst();
  return row !== undefined;
}

/** The words are there, so the sound has done its work: it leaves as retention would take it. */
async function letSoundGo(
  { database, now }: Services,
  { key, kind, lecture_id }: Pick<ObjectRow, 'key' | 'kind' | 'lecture_id'>,
): Promise<Mended> {
  const left = { state: 'left', fault: null, left_at: now().toISOString() } as const;
  await database.kysely
    .insertInto('objects')
    .columns(['key', 'kind', 'lecture_id', 'owner_id', 'state', 'left_at'])
    .expression((from) =>
      from
        .selectFrom('lectures')
        .where('id', '=', lecture_id)
        .select((select) => [
          select.val(key).as('key'),
          select.val(kind).as('kind'),
          'id',
          'owner_id',
          select.val(left.state).as('state'),
          select.cast<Date>(select.val(left.left_at), 'timestamptz').as('left_at'),
        ]),
    )
    .onConflict((conflict) => conflict.column('key').doUpdateSet(left))
    .execute();
  return 'let-go';
}

/** An export of an earlier generation can be reached by nobody, and one that was asked for is made anew when it is again. */
async function letExportGo(services: Services, key: string): Promise<Mended> {
  const { kysely } = services.database;
  await kysely.deleteFrom('exports').where('object_key', '=', key).execute();
  await kysely.deleteFrom('made_exports').where('object_key', '=', key).execute();
  await release(services, [key]);
  await forgetObject(services.database.kysely, key);
  return 'let-go';
}
