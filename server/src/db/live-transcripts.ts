import type { ProblemDocument } from '@pegasus/core/problem.ts';
import type { HeardLive } from '@pegasus/core/recording.ts';
import type { Provenance } from '@pegasus/core/transcript.ts';
import type { LiveProgress } from '@pegasus/core/upload/upload.ts';
import { sql } from 'kysely';
import type { Query } from './open.ts';

const BYTES_PER_SECOND = 32_000;

/** A recording that is being made may be heard from now on; nothing happens when it is already. */
export async function openLiveTranscript(query: Query, ownerId: string, uploadId: string): Promise<void> {
  await query
    .insertInto('live_transcripts')
    .values({ upload_id: uploadId, owner_id: ownerId, state: 'open', notes: '[]' })
    .onConflict((conflict) => conflict.column('upload_id').doNothing())
    .execute();
}

export async function findLiveProgress(query: Query, uploadId: string): Promise<LiveProgress | undefined> {
  const row = await query
    .selectFrom('live_transcripts')
    .select(['state', 'sound_bytes', 'settled_seconds'])
    .where('upload_id', '=', uploadId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { segments } = await query
    .selectFrom('live_segments')
    .select((select) => select.fn.countAll<string | number>().as('segments'))
    .where('upload_id', '=', uploadId)
    .executeTakeFirstOrThrow();
  return {
    state: row.state,
    heard: Number(row.sound_bytes) / BYTES_PER_SECOND,
    settled: row.settled_seconds,
    segments: Number(segments),
  };
}

export async function findLiveOfLecture(
  query: Query,
  ownerId: string,
  lectureId: string,
): Promise<LiveProgress | undefined> {
  const upload = await query
    .selectFrom('uploads')
    .select('id')
    .where('lecture_id', '=', lectureId)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  return upload && findLiveProgress(query, upload.id);
}

/** A recording that a worker hears, and how far an earlier one came. */
export interface LiveLease {
  uploadId: string;
  ownerId: string;
  leaseId: string;
  segments: number;
  /** End of the last final segment, in seconds. */
  known: number;
  notes: string[];
}

/** What was heard up to a moment. */
export interface Heard {
  soundBytes: number;
  soundSha256: string;
  settled: number;
  notes: readonly string[];
  /** Who hears it, and how. */
  provenance: Provenance;
}

/** By the clock of the database: those of the workers may differ. */
const fromNow = (milliseconds: number) => sql<Date>`now() + ${`${milliseconds} milliseconds`}::interval`;

/**
 * Takes the recording that has waited longest of those that have something to hear and nobody who hears it.
 * Undefined when there is none. What is transcribed, or is being transcribed by its stage, is
 * left alone.
 */
export async function leaseLiveTranscript(
  query: Query,
  { leaseId, milliseconds }: { leaseId: string; milliseconds: number },
): Promise<LiveLease | undefined> {
  const { rows } = await sql<{ upload_id: string; owner_id: string; notes: string[] }>`
    update live_transcripts set leased_by = ${leaseId}, leased_until = ${fromNow(milliseconds)}
    where state = 'open' and (leased_until is null or leased_until < now()) and upload_id = (
      select live.upload_id from live_transcripts live
      join uploads on uploads.id = live.upload_id
      left join lectures on lectures.id = uploads.lecture_id
      where live.state = 'open' and (live.leased_until is null or live.leased_until < now())
        and (live.served_at is null or uploads.touched_at > live.served_at or uploads.state = 'complete')
        and exists (select from upload_pieces where upload_id = uploads.id union all select where uploads.state = 'complete')
        and (uploads.lecture_id is null or lectures.state = 'processing')
        and not exists (select from transcripts where transcripts.lecture_id = uploads.lecture_id)
        and not exists (select from stage_runs run
          where run.lecture_id = uploads.lecture_id and run.stage = 'transcribe' and run.state = 'running')
      order by live.served_at nulls first, live.created_at
      limit 1)
    returning upload_id, owner_id, notes`.execute(query);
  const [row] = rows;
  if (!row) return undefined;
  const known = await query
    .selectFrom('live_segments')
    .select((select) => [
      select.fn.countAll<string | number>().as('segments'),
      select.fn.max('end_second').as('end'),
    ])
    .where('upload_id', '=', row.upload_id)
    .executeTakeFirstOrThrow();
  return {
    uploadId: row.upload_id,
    ownerId: row.owner_id,
    leaseId,
    segments: Number(known.segments),
    known: known.end ?? 0,
    notes: row.notes,
  };
}

/** Whether a recording waits that nobody hears. */
export async function isLiveWaiting(query: Query): Promise<boolean> {
  const row = await query
    .selectFrom('live_transcripts')
    .innerJoin('uploads', 'uploads.id', 'live_transcripts.upload_id')
    .select('upload_id')
    .where('live_transcripts.state', '=', 'open')
    .where('uploads.state', '=', 'open')
    .where(({ or, eb }) => or([eb('leased_until', 'is', null), eb('leased_until', '<', sql<Date>`now()`)]))
    .where(({ or, eb }) => or([eb('served_at', 'is', null), eb('touched_at', '>', eb.ref('served_at'))]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether somebody hears the recording of a lecture just now. */
export async function isBeingHeard(query: Query, lectureId: string): Promise<boolean> {
  const row = await query
    .selectFrom('uploads')
    .innerJoin('live_transcripts', 'live_transcripts.upload_id', 'uploads.id')
    .select('uploads.id')
    .where('uploads.lecture_id', '=', lectureId)
    .where('live_transcripts.state', '=', 'open')
    .where('live_transcripts.leased_until', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes down what was heard, and that it is being heard for so long yet. False when the lease is lost. */
export async function noteHeard(
  query: Query,
  { uploadId, leaseId }: LiveLease,
  heard: Heard,
  milliseconds: number,
): Promise<boolean> {
  const row = await query
    .updateTable('live_transcripts')
    .set({ ...columnsOf(heard), leased_until: fromNow(milliseconds) })
    .where('upload_id', '=', uploadId)
    .where('leased_by', '=', leaseId)
    .where('state', '=', 'open')
    .returning('upload_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Adds a final segment behind those that are there. */
export async function addLiveSegment(
  query: Query,
  { uploadId, ownerId }: LiveLease,
  place: number,
  segment: { start: number; end: number; text: string },
): Promise<void> {
  await query
    .insertInto('live_segments')
    .values({
      upload_id: uploadId,
      owner_id: ownerId,
      place,
      start_second: segment.start,
      end_second: segment.end,
      words: segment.text,
    })
    .execute();
}

/** Ends the lease: all is heard, it failed for good, or another may go on. */
export async function endLease(
  query: Query,
  { uploadId, leaseId }: LiveLease,
  end: { state: LiveProgress['state']; problem?: ProblemDocument },
): Promise<void> {
  await query
    .updateTable('live_transcripts')
    .set({
      state: end.state,
      problem: end.problem ? JSON.stringify(end.problem) : null,
      leased_by: null,
      leased_until: null,
      served_at: sql<Date>`now()`,
    })
    .where('upload_id', '=', uploadId)
    .where('leased_by', '=', leaseId)
    .execute();
}

/** Whoever held leases in this database is gone: only where one process alone uses it. */
export async function releaseLeases(query: Query): Promise<void> {
  await query.updateTable('live_transcripts').set({ leased_by: null, leased_until: null }).execute();
}

/** The words of a lecture that were final before it was ended; null when it was not heard while it was made. */
export async function getHeardLive(query: Query, ownerId: string, lectureId: string): Promise<HeardLive> {
  const row = await query
    .selectFrom('uploads')
    .innerJoin('live_transcripts', 'live_transcripts.upload_id', 'uploads.id')
    .select(['uploads.id', 'live_transcripts.state', 'sound_bytes', 'sound_sha256', 'provenance', 'notes'])
    .where('uploads.lecture_id', '=', lectureId)
    .where('uploads.owner_id', '=', ownerId)
    .executeTakeFirst();
  if (!row?.sound_sha256 || !row.provenance) return null;
  const segments = await query
    .selectFrom('live_segments')
    .select(['start_second', 'end_second', 'words'])
    .where('upload_id', '=', row.id)
    .orderBy('place')
    .execute();
  return {
    complete: row.state === 'complete',
    soundBytes: Number(row.sound_bytes),
    soundSha256: row.sound_sha256,
    provenance: row.provenance,
    notes: row.notes,
    segments: segments.map((segment) => ({
      start: segment.start_second,
      end: segment.end_second,
      text: segment.words,
    })),
  };
}

function columnsOf({ soundBytes, soundSha256, settled, notes, provenance }: Heard) {
  return {
    sound_bytes: soundBytes,
    sound_sha256: soundSha256,
    settled_seconds: settled,
    notes: JSON.stringify(notes),
    provenance: JSON.stringify(provenance),
  };
}
