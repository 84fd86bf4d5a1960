import { sql } from 'kysely';
import { releaseObjects } from '../db/objects.ts';
import type { Query } from '../db/open.ts';
import { unreferencedObjects } from '../db/references.ts';
import { listUntouchedUploads } from '../db/uploads.ts';
import type { Services } from '../services.ts';
import { removeUpload } from '../uploads/uploads.ts';
import { withoutBooks } from './kept-storage.ts';
import { release, retire } from './remove-objects.ts';

/** One thing that is to leave: its key or id, and its size where that is known. */
export interface Due {
  subject: string;
  bytes?: number;
}

/** What leaves when, and how. A new kind of thing that must not stay for ever is one more of these. */
export interface RetentionRule {
  readonly what: string;
  due(services: Services, limit: number): Promise<Due[]>;
  remove(services: Services, due: Due): Promise<void>;
}

const DAY_MS = 86_400_000;
/** What a process that died left is not touched before: an upload may take a day. */
const ABANDONED_MS = DAY_MS;
const UPKEEP_RUNS_MS = 365 * DAY_MS;

export const retentionRules: readonly RetentionRule[] = [
  {
    what: 'recordings',
    due: async ({ database, config, now }, limit) => {
      const { rows } = await sql<{ key: string; bytes: string | null }>`
        select objects.key, objects.bytes from objects
        join lectures on lectures.id = objects.lecture_id
        join courses on courses.id = lectures.course_id
        join users on users.id = lectures.owner_id
        cross join lateral (
          select coalesce(courses.recording_days, users.recording_days, ${config.keepRecordingDays}::double precision) as days
        ) policy
        where objects.kind = 'recording' and objects.state = 'kept'
          and lectures.state <> 'processing' and policy.days > 0
          and lectures.created_at < ${now().toISOString()}::timestamptz - policy.days * interval '1 day'
        order by objects.key limit ${limit}`.execute(database.kysely);
      return rows.map(toDue);
    },
    remove: (services, { subject }) => retireKept(services, subject),
  },
  {
    // What it was made for is done, or can never be done again.
    what: 'sound',
    due: async ({ database, config, now }, limit) => {
      const before = new Date(now().getTime() - config.keepSoundDays * DAY_MS).toISOString();
      const { rows } = await sql<{ key: string; bytes: string | null }>`
        select objects.key, objects.bytes from objects
        join lectures on lectures.id = objects.lecture_id
        where objects.kind = 'sound' and objects.state = 'kept' and lectures.state <> 'processing'
          and objects.kept_at < ${before}
          and (
            exists (select from transcripts where transcripts.lecture_id = lectures.id)
            or exists (
              select from objects recording
              where recording.lecture_id = lectures.id and recording.kind = 'recording' and recording.state = 'left'))
        order by objects.key limit ${limit}`.execute(database.kysely);
      return rows.map(toDue);
    },
    remove: (services, { subject }) => retireKept(services, subject),
  },
  {
    what: 'old exports',
    due: async ({ database, config, now }, limit) => {
      const before = new Date(now().getTime() - config.keepOldExportDays * DAY_MS).toISOString();
      const { rows } = await sql<{ key: string; bytes: string | null }>`
        select object_key as key, bytes from exports
        where created_at < ${before} and generation < (
          select max(generation) from artifacts
          where artifacts.lecture_id = exports.lecture_id and artifacts.preset_id = exports.preset_id)
        order by object_key limit ${limit}`.execute(database.kysely);
      return rows.map(toDue);
    },
    remove: async (services, { subject }) => {
      await services.database.kysely.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('exports').where('object_key', '=', subject).execute();
        await releaseObjects(transaction, [subject]);
      });
      await release(services, [subject]);
    },
  },
  {
    // Tries that died, and files that were replaced.
    what: 'unreferenced objects',
    due: async ({ database, now }, limit) => {
      const before = new Date(now().getTime() - ABANDONED_MS);
      const rows = await unreferencedObjects(database.kysely, before, limit);
      return rows.map(({ key }) => ({ subject: key }));
    },
    remove: (services, { subject }) => release(services, [subject]),
  },
  {
    what: 'abandoned uploads',
    due: async ({ database, now }, limit) => {
      const before = new Date(now().getTime() - ABANDONED_MS).toISOString();
      const rows = await database.kysely
        .selectFrom('objects')
        .select(['key', 'bytes'])
        .where('state', '=', 'claimed')
        .where('claimed_at', '<', new Date(before))
        .orderBy('key')
        .limit(limit)
        .execute();
      return rows.map(toDue);
    },
    remove: async ({ database, storage }, { subject }) => {
      // Something was kept under this key before: the check of objects says whether it still is.
      const before = await database.kysely
        .updateTable('objects')
        .set({ state: 'kept', verified_at: null })
        .where('key', '=', subject)
        .where('state', '=', 'claimed')
        .where('sha256', 'is not', null)
        .returning('key')
        .executeTakeFirst();
      if (before) return;
      await withoutBooks(storage).remove(subject);
      await database.kysely
        .deleteFrom('objects')
        .where('key', '=', subject)
        .where('state', '=', 'claimed')
        .execute();
    },
  },
  {
    what: 'unfinished uploads',
    due: async ({ database, config, now }, limit) => {
      const before = new Date(now().getTime() - config.keepUnfinishedDays * DAY_MS);
      const uploads = await listUntouchedUploads(database.kysely, before, limit);
      return uploads.map(({ id }) => ({ subject: id }));
    },
    remove: (services, { subject }) => removeUpload(services, subject),
  },
  {
    what: 'old runs of upkeep',
    due: async ({ database, now }, limit) => {
      const rows = await database.kysely
        .selectFrom('upkeep_runs')
        .select('id')
        .where('finished_at', '<', new Date(now().getTime() - UPKEEP_RUNS_MS))
        .limit(limit)
        .execute();
      return rows.map(({ id }) => ({ subject: id }));
    },
    remove: async ({ database }, { subject }) => removeRun(database.kysely, subject),
  },
];

async function retireKept(services: Services, key: string): Promise<void> {
  await retire(services, key);
}

async function removeRun(query: Query, id: string): Promise<void> {
  await query.deleteFrom('upkeep_runs').where('id', '=', id).execute();
}

function toDue({ key, bytes }: { key: string; bytes: string | number | null }): Due {
  return { subject: key, ...(bytes === null ? {} : { bytes: Number(bytes) }) };
}
