import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { Thread } from '@pegasus/core/thread.ts';
import type { Mentions } from '@pegasus/core/threads/mentions.ts';
import { course as sample } from '@pegasus/core/threads/sample-course.ts';
import { createCourse } from './courses.ts';
import { insertLecture } from './lectures.ts';
import { migrate } from './migrate.ts';
import type { Database } from './open.ts';
import { openTestDatabase } from './test-database.ts';
import {
  getThread,
  listThreads,
  lockCourse,
  reweaveThreads,
  saveMentions,
  threadsOfItems,
} from './threads.ts';
import { saveTranscript } from './transcripts.ts';
import { ensureLocalUser, LOCAL_USER_ID } from './users.ts';

const STRANGER = '00000000-0000-4000-8000-000000000002';

describe('threads in the database', () => {
  let database: Database;
  let courseId: string;
  /** Ids of the three lectures of the sample course, in their order. */
  let lectures: string[];

  before(async () => {
    database = await openTestDatabase();
    await migrate(database);
    await ensureLocalUser(database.kysely);
    await database.kysely.insertInto('users').values({ id: STRANGER, name: 'Stranger' }).execute();
  });
  after(() => database.close());
  beforeEach(async () => {
    ({ courseId, lectures } = await newCourse());
  });

  async function newCourse(ownerId = LOCAL_USER_ID): Promise<{ courseId: string; lectures: string[] }> {
    const { kysely } = database;
    const id = randomUUID();
    await createCourse(kysely, ownerId, { id, name: randomUUID(), createdAt: new Date(0) });
    const ids: string[] = [];
    for (const [place, { transcript }] of sample.entries()) {
      const lectureId = randomUUID();
      ids.push(lectureId);
      const createdAt = new Date(Date.UTC(2026, 0, 1 + place));
      await insertLecture(kysely, ownerId, {
        id: lectureId,
        courseId: id,
        title: `L${place}`,
        presetId: 'exam',
        createdAt,
      });
      await saveTranscript(kysely, ownerId, lectureId, {
        language: 'en',
        seconds: 40,
        segments: transcript.segments,
        provenance: { provider: 'captions' },
      });
    }
    return { courseId: id, lectures: ids };
  }

  const idOf = (place: number) => lectures[place] ?? '';

  /** What the last transaction of a lecture's generate stage does. */
  function finish(place: number, over: Partial<Mentions> = {}, presetId = 'exam'): Promise<void> {
    const mentions = { ...(sample[place]?.mentions ?? { concepts: [], changes: [] }), ...over };
    return database.kysely.transaction().execute(async (transaction) => {
      await saveMentions(
        transaction,
        { id: idOf(place), ownerId: LOCAL_USER_ID, courseId, presetId },
        mentions,
      );
    });
  }

  function remove(place: number): Promise<void> {
    return database.kysely.transaction().execute(async (transaction) => {
      await lockCourse(transaction, courseId);
      await transaction.deleteFrom('lectures').where('id', '=', idOf(place)).execute();
      await reweaveThreads(transaction, LOCAL_USER_ID, courseId);
    });
  }

  const threads = () => listThreads(database.kysely, LOCAL_USER_ID, courseId);
  const find = async (title: string) => {
    const thread = (await threads()).find((other) => other.title === title);
    assert.ok(thread, `there is a thread ${title}`);
    return thread;
  };
  /** The threads with lectures told by their places and without ids, so that two courses can be compared. */
  async function shape(): Promise<string> {
    const ids = (await threads()).map(({ id, title }) => [id, title] as const);
    const names = new Map([
      ...lectures.map((id, place) => [id, `L${place}`] as const),
      ...ids,
      [courseId, 'course'],
    ]);
    return JSON.stringify(await threads(), (_, value) => names.get(value) ?? value);
  }
  const history = async (title: string) =>
    (await find(title)).history.map(
      ({ kind, evidence }) => `${kind} ${lectures.indexOf(evidence.lectureId) + 1}`,
    );

  test('a lecture that finishes introduces its concepts, and a later one brings them back', async () => {
    await finish(0);
    assert.deepEqual(await history('demand'), ['introduced 1']);
    await finish(1);
    assert.deepEqual(await history('demand'), ['introduced 1', 'recalled 2', 'specialised 2']);
    for (const thread of await threads()) Thread.parse(thread);
  });

  test('a new lecture makes no doubles and keeps ids', async () => {
    await finish(0);
    const { id } = await find('demand');
    await finish(1);
    await finish(2);
    const all = await threads();
    assert.equal((await find('demand')).id, id);
    assert.equal(new Set(all.map(({ title }) => title)).size, all.length);
  });

  test('whatever the order in which three lectures finish, the threads are the same', async () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    const shapes = new Set<string>();
    for (const order of orders) {
      ({ courseId, lectures } = await newCourse());
      for (const place of order) await finish(place);
      shapes.add(await shape());
    }
    assert.equal(shapes.size, 1);
  });

  test('two lectures that finish at once lose nothing', async () => {
    for (const place of [0, 1, 2]) await finish(place);
    const oneByOne = await shape();
    ({ courseId, lectures } = await newCourse());
    await Promise.all([finish(0), finish(1), finish(2)]);
    assert.equal(await shape(), oneByOne);
  });

  test('a lecture whose last transaction fails leaves no trace', async () => {
    await finish(0);
    const before = await shape();
    const failing = database.kysely.transaction().execute(async (transaction) => {
      const lecture = { id: idOf(1), ownerId: LOCAL_USER_ID, courseId, presetId: 'exam' };
      await saveMentions(transaction, lecture, sample[1].mentions);
      throw new Error('The worker was killed.');
    });
    await assert.rejects(failing);
    assert.equal(await shape(), before);
  });

  test('a second run of a lecture replaces what it gave and leaves the evidence of others as it was', async () => {
    const evidence = () =>
      database.kysely.selectFrom('lecture_mentions').where('lecture_id', '=', idOf(0)).selectAll().execute();
    await finish(0);
    await finish(1);
    const other = await evidence();
    await finish(1, { concepts: [] });
    assert.ok(!(await threads()).some(({ title }) => title === 'price elasticity'));
    assert.deepEqual(await history('demand'), ['introduced 1', 'recalled 2']);
    await finish(1);
    assert.ok((await threads()).some(({ title }) => title === 'price elasticity'));
    assert.deepEqual(await evidence(), other);
  });

  test('what a lecture gave is kept with every run of it', async () => {
    await finish(0);
    await finish(0, { concepts: [] });
    const rows = await database.kysely
      .selectFrom('lecture_mentions')
      .where('lecture_id', '=', idOf(0))
      .orderBy('generation')
      .select(['generation', 'concepts'])
      .execute();
    assert.deepEqual(
      rows.map(({ generation, concepts }) => [generation, concepts.length]),
      [
        [1, 3],
        [2, 0],
      ],
    );
  });

  test('under another preset the concepts of both presets stand side by side', async () => {
    await finish(0, { concepts: sample[0].mentions.concepts.slice(0, 2) });
    await finish(0, { concepts: sample[0].mentions.concepts.slice(1) }, 'beginner');
    assert.deepEqual((await threads()).map(({ title }) => title).sort(), ['demand', 'equilibrium', 'supply']);
    assert.deepEqual(await history('supply'), ['introduced 1']);
  });

  test('a deleted lecture takes its evidence, and the threads are as if it had never been', async () => {
    for (const place of [0, 2]) await finish(place);
    const without = await shape();
    await finish(1);
    assert.notEqual(await shape(), without);
    await remove(1);
    assert.equal(await shape(), without);
  });

  test('when the introducing lecture goes, the next one introduces and the description falls back', async () => {
    const definition = { text: 'a whole curve', sources: ['s0'] };
    const again = { name: 'demand', shown: true, otherNames: [], kindOf: [], sources: ['s0'], items: [] };
    await finish(0);
    await finish(1, { concepts: [{ ...again, definition }] });
    assert.equal((await find('demand')).description, 'a whole curve');
    await remove(1);
    assert.equal((await find('demand')).description, 'what people are willing to buy at a price');
    await finish(2, { concepts: [{ ...again, sources: ['s1'] }] });
    await remove(0);
    assert.deepEqual(await history('demand'), ['introduced 3']);
    assert.equal((await find('demand')).description, undefined);
  });

  test('a thread without occurrences vanishes, and nothing is left of a course without lectures', async () => {
    for (const place of [0, 1, 2]) await finish(place);
    for (const place of [0, 1, 2]) await remove(place);
    assert.deepEqual(await threads(), []);
    for (const table of [
      'lecture_mentions',
      'lecture_changes',
      'thread_occurrences',
      'thread_updates',
    ] as const) {
      const rows = await database.kysely
        .selectFrom(table)
        .where('lecture_id', 'in', lectures)
        .selectAll()
        .execute();
      assert.deepEqual(rows, [], table);
    }
  });

  test('even without weaving, a deleted lecture leaves no evidence in any row', async () => {
    await finish(0);
    await finish(1);
    await database.kysely.deleteFrom('lectures').where('id', '=', idOf(0)).execute();
    assert.ok(!JSON.stringify(await threads()).includes(idOf(0)));
  });

  test('what a language model told goes with either of its two lectures', async () => {
    const told = () => history('demand').then((lines) => lines.filter((line) => line.startsWith('refined')));
    const change = {
      name: 'demand',
      kind: 'refined' as const,
      sources: ['s1'],
      earlier: { lectureId: idOf(1), sources: ['s0'] },
      note: 'From one buyer to a country.',
    };
    await finish(0);
    await finish(1);
    await finish(2, {
      changes: [change, { ...change, earlier: { lectureId: randomUUID(), sources: ['s0'] } }],
    });
    assert.deepEqual(await told(), ['refined 3']);
    await remove(1);
    assert.deepEqual(await told(), []);
    const left = await database.kysely
      .selectFrom('lecture_changes')
      .where('lecture_id', '=', idOf(2))
      .selectAll()
      .execute();
    assert.deepEqual(left, []);
  });

  test('items of artifacts know their thread', async () => {
    const concepts = sample[0].mentions.concepts.map((mention) => ({
      ...mention,
      items: [`card ${mention.name}`],
    }));
    await finish(0, { concepts });
    const items = await threadsOfItems(database.kysely, LOCAL_USER_ID, idOf(0));
    assert.equal(items.get('card demand'), (await find('demand')).id);
    assert.equal((await threadsOfItems(database.kysely, STRANGER, idOf(0))).size, 0);
  });

  test('nobody sees or touches the threads of somebody else', async () => {
    await finish(0);
    const { id } = await find('demand');
    assert.deepEqual(await listThreads(database.kysely, STRANGER, courseId), []);
    const isNotFound = (error: unknown) => error instanceof Problem && error.code === 'not-found';
    await assert.rejects(getThread(database.kysely, STRANGER, id), isNotFound);
    assert.equal((await getThread(database.kysely, LOCAL_USER_ID, id)).title, 'demand');
    const theirs = await newCourse(STRANGER);
    const change = {
      name: 'demand',
      kind: 'refined' as const,
      sources: ['s1'],
      earlier: { lectureId: theirs.lectures[0] ?? '', sources: ['s0'] },
    };
    await finish(2, { changes: [change] });
    assert.ok(!JSON.stringify(await threads()).includes('refined'));
  });

  test('the migration goes back and forth', async () => {
    const other = await openTestDatabase();
    try {
      await migrate(other);
      await migrate(other, '0001-beginning');
      const tables = await other.kysely.introspection.getTables();
      assert.ok(!tables.some(({ name }) => name.startsWith('thread')));
      await migrate(other);
    } finally {
      await other.close();
    }
  });
});
