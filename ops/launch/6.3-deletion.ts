import assert from 'node:assert/strict';
import { openAsBlob } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import type { Client } from '@pegasus/core/client.ts';
import type { LaunchContext, LaunchItem } from './define.ts';
import { startProduct } from './product.ts';

/** So long after a deletion a stage that ran would have ended and stored, if it could. */
const LATE_MS = 8000;
const CELLS = ['cells-1-membranes', 'cells-2-enzymes'];

export const deletion: LaunchItem = {
  id: '6.3',
  title: 'Deletion with audit',
  endpoint: 'DELETE /api/lectures/{lectureId}, /api/courses/{courseId}, /api/account; `pegasus delete`',
  sabotages: [
    {
      breaks: 'jobs of what was deleted stay in the queue',
      file: 'server/src/keeping/deletion.ts',
      find: '    await queue.forget(lectureId);\n',
      replace: '',
    },
    {
      breaks: 'threads keep what only the deleted lecture gave',
      file: 'server/src/keeping/deletion.ts',
      find: '    await reweaveThreads(transaction, ownerId, lecture.course_id);\n',
      replace: '',
    },
    {
      breaks: 'the audit does not say how much went',
      file: 'server/src/keeping/deletion.ts',
      find: '      counts: gone.counts,',
      replace: '      counts: {},',
    },
  ],
  async prove(context) {
    const { scratch, note } = context;
    const gone: string[] = [];
    const coursesOfAccount: string[] = [];
    let secondId = '';
    const product = await startProduct(context);
    try {
      const { client } = product;
      const course = await client.createCourse({ body: { name: 'Cells' } });
      const [first, second] = [
        await handInTo(client, context, course.id, 0),
        await handInTo(client, context, course.id, 1),
      ];
      secondId = second;
      const before = (await client.listThreads({ params: { courseId: course.id } })).items;
      await client.deleteLecture({ params: { lectureId: first } });
      gone.push(first);
      const after = (await client.listThreads({ params: { courseId: course.id } })).items;
      assert.ok(before.length > after.length, 'Threads that only the deleted lecture gave are gone.');
      assert.ok(
        after.every(
          ({ occurrences }) =>
            occurrences.length > 0 && occurrences.every(({ lectureId }) => lectureId === second),
        ),
        'The threads that stay rest on the other lecture.',
      );
      note(
        `A lecture is deleted: ${before.length} threads become ${after.length}, all of the other lecture.`,
      );

      const running = await startSpeech(client, context, 'Course that goes');
      await client.deleteCourse({ params: { courseId: running.courseId } });
      gone.push(running.id, running.courseId);
      note('A course is deleted while its lecture is being worked on.');
      await setTimeout(LATE_MS, undefined, { signal: context.signal });
      await readsOnly(client, second);
    } finally {
      await product.stop();
    }
    await nothingOf(context, gone);
    note('No row of any table, the queue’s included, and no object names them.');

    const again = await startProduct(context);
    try {
      const running = await startSpeech(again.client, context, 'Account that goes');
      await again.client.deleteAccount({});
      // Its courses are counted in the entry of the account and not named.
      coursesOfAccount.push(running.courseId);
      gone.push(running.id, secondId);
      assert.deepEqual((await again.client.listLectures({})).items, []);
      await setTimeout(LATE_MS, undefined, { signal: context.signal });
    } finally {
      await again.stop();
    }
    await nothingOf(context, [...gone, ...coursesOfAccount]);
    const left = await readdir(join(scratch, 'data/objects'), { recursive: true, withFileTypes: true });
    assert.deepEqual(
      left.filter((entry) => entry.isFile()).map(({ name }) => name),
      [],
      'No object is left.',
    );
    note('The account is deleted while its lecture is being worked on: no object is left.');
    await auditTells(context, gone);
  },
};

async function handInTo(
  client: Client,
  context: LaunchContext,
  courseId: string,
  place: number,
): Promise<string> {
  const name = `${CELLS[place]}.json`;
  const file = { name, content: await openAsBlob(join(context.root, 'fixtures/transcripts', name)) };
  const { id } = await client.createLecture({ form: { courseId, preset: 'exam' }, file });
  for await (const _ of client.followLecture({ params: { lectureId: id }, signal: context.signal }));
  return id;
}

/** Hands in speech, and comes back once a stage runs. */
async function startSpeech(client: Client, { root, signal }: LaunchContext, name: string) {
  const course = await client.createCourse({ body: { name } });
  const file = { name: 'talk.m4a', content: await openAsBlob(join(root, 'fixtures/sample-lecture.m4a')) };
  const lecture = await client.createLecture({ form: { courseId: course.id, preset: 'exam' }, file });
  for (;;) {
    const { items } = await client.getTimeline({ params: { lectureId: lecture.id }, signal });
    if (items.some(({ stage, state }) => stage === 'transcribe' && state === 'running')) return lecture;
    assert.ok(
      items.every(({ state }) => state !== 'failed'),
      'The lecture is being worked on.',
    );
    await setTimeout(20, undefined, { signal });
  }
}

async function readsOnly(client: Client, lectureId: string): Promise<void> {
  const { items } = await client.listLectures({});
  assert.deepEqual(
    items.map(({ id }) => id),
    [lectureId],
    'Only the lecture that was not deleted is left.',
  );
  assert.equal((await client.getRecording({ params: { lectureId } })).status, 200);
}

/** Reads every table of every schema, past the product's own code. */
async function inDatabase<T>({ scratch }: LaunchContext, use: (database: PGlite) => Promise<T>): Promise<T> {
  const database = new PGlite(join(scratch, 'data/database'));
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

async function nothingOf(context: LaunchContext, ids: readonly string[]): Promise<void> {
  const found = await inDatabase(context, async (database) => {
    const { rows } = await database.query<{ schema: string; name: string }>(
      `select table_schema as schema, table_name as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const places: string[] = [];
    for (const { schema, name } of rows) {
      if (name === 'audit_entries') continue;
      const words = ids.map((id) => `%${id}%`);
      const held = await database.query(
        `select 1 from "${schema}"."${name}" as held where held::text like any ($1) limit 1`,
        [words],
      );
      if (held.rows.length > 0) places.push(`${schema}.${name}`);
    }
    return places;
  });
  assert.deepEqual(found, [], 'Rows name what was deleted.');
  const objects = await readdir(join(context.scratch, 'data/objects'), {
    recursive: true,
    withFileTypes: true,
  });
  const files = objects.filter((entry) => entry.isFile() && ids.some((id) => entry.parentPath.includes(id)));
  assert.deepEqual(
    files.map(({ name }) => name),
    [],
    'Objects of what was deleted are left.',
  );
}

async function auditTells(context: LaunchContext, ids: readonly string[]): Promise<void> {
  const rows = await inDatabase(context, async (database) => {
    const read = await database.query<Record<string, unknown>>('select * from audit_entries order by at');
    return read.rows;
  });
  const text = JSON.stringify(rows, null, 2);
  await writeFile(join(context.evidence, 'audit.json'), text);
  assert.ok(
    ids.every((id) => rows.some((row) => row.subject_id === id)),
    'Every deletion is in the audit.',
  );
  assert.ok(rows.every((row) => row.actor === 'owner' && row.actor_id && row.at && row.counts));
  assert.deepEqual([...new Set(rows.map(({ kind }) => kind))].sort(), ['account', 'course', 'lecture']);
  const whole = rows.filter(({ kind }) => kind !== 'lecture');
  assert.ok(
    whole.every(({ counts }) => Number((counts as Record<string, number>).lectures) > 0),
    'The entries say how much went.',
  );
  for (const word of ['Cells', 'talk', 'goes', ...CELLS])
    assert.ok(!text.includes(word), `The audit holds content: «${word}».`);
  context.note(`${rows.length} entries in the audit name actor, time and counts, and no content.`);
}
