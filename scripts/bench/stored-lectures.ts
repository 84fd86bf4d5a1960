import type { Query } from '@pegasus/server/db/open.ts';
import { LOCAL_USER_ID } from '@pegasus/server/db/users.ts';
import { sql } from 'kysely';

/** Finished lectures of the local user, spread over courses, ten minutes apart, each with a recording and a run of every stage. */
export async function storeLectures(query: Query, lectures: number, courses: number): Promise<void> {
  await sql`insert into courses (id, owner_id, name, created_at)
    select gen_random_uuid(), ${LOCAL_USER_ID}, 'Course ' || number, now() - number * interval '1 hour'
    from generate_series(1, ${courses}::int) number`.execute(query);
  await sql`insert into lectures (id, owner_id, course_id, title, preset_id, state, created_at, finished_at)
    select gen_random_uuid(), ${LOCAL_USER_ID}, course.id,
      'Lecture ' || number, 'exam', 'ready', moment, moment + interval '5 minutes'
    from generate_series(1, ${lectures}::int) number
    join (select id, row_number() over (order by name) as place from courses) course
      on course.place = number % ${courses}::int + 1,
      lateral (select date_trunc('milliseconds', now() - number * interval '10 minutes') as moment) at`.execute(
    query,
  );
  await sql`insert into recordings
      (lecture_id, owner_id, kind, format, media_type, file_name, bytes, sha256, object_key, created_at)
    select id, owner_id, 'audio', 'm4a', 'audio/mp4', 'lecture.m4a', 30000000, repeat('a', 64),
      'lectures/' || id || '/recording', created_at from lectures`.execute(query);
  await sql`insert into stage_runs
      (id, owner_id, lecture_id, preset_id, stage, attempt, state, job_id, queued_at, started_at, finished_at)
    select gen_random_uuid(), owner_id, lectures.id, preset_id, step, 1, 'succeeded', gen_random_uuid(),
      created_at, created_at, created_at + interval '1 minute'
    from lectures, unnest(array['ingest', 'transcribe', 'generate', 'export']) step`.execute(query);
  for (const table of ['courses', 'lectures', 'recordings', 'stage_runs'])
    await sql`vacuum analyze ${sql.table(table)}`.execute(query);
}
