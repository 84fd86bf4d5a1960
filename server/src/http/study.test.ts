import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import type { Grade, Review } from '@pegasus/core/study/review.ts';
import { storeMaterial } from './test-material.ts';
import { openTestServer, type TestServer } from './test-server.ts';

const NOBODYS = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const HOUR = 3_600_000;

let server: TestServer;
let client: Client;
let lecture: Lecture;
before(async () => {
  server = await openTestServer();
  client = server.client;
});
after(() => server.close());
beforeEach(async () => {
  lecture = await server.newLecture();
  await storeMaterial(server.services, lecture);
});

const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();
const graded = (grade: Grade, hours = 0, over: Partial<Review> = {}) =>
  ({
    kind: 'grade',
    id: randomUUID(),
    lectureId: lecture.id,
    itemId: 'c1',
    at: ago(hours),
    grade,
    ...over,
  }) as Review;
const add = (...items: Review[]) => client.addReviews({ body: { items } });
const due = () => client.listDue({ query: { lecture: lecture.id } });
const all = () => client.listDue({ query: { lecture: lecture.id, which: 'all' } });

describe('cards to study', () => {
  test('are there as soon as the material is, with when each grade brings them back', async () => {
    const { items, waiting } = await due();
    assert.equal(waiting, 1);
    const [item] = items;
    assert.ok(item?.block.kind === 'card');
    assert.equal(item.block.front, 'Why is it not the slope?');
    assert.equal(item.block.moment, 41.5);
    assert.equal(item.schedule.state, 'new');
    assert.ok(Date.parse(item.next.again) < Date.parse(item.next.easy));
  });

  test('are gone once they are known, and back when they are due', async () => {
    await add(graded('easy'));
    assert.equal((await due()).waiting, 0);
    assert.equal((await all()).waiting, 1);
    const other = await server.newLecture();
    await storeMaterial(server.services, other);
    await add(
      graded('good', 24 * 40, { lectureId: other.id }),
      graded('good', 24 * 39, { lectureId: other.id }),
    );
    const { items } = await client.listDue({ query: { lecture: other.id } });
    assert.deepEqual(
      items.map(({ itemId }) => itemId),
      ['c1'],
    );
  });

  test('are the same whatever the order in which two devices send their entries', async () => {
    const other = await server.newLecture();
    await storeMaterial(server.services, other);
    const log = [graded('good', 100), graded('again', 60), graded('good', 59), graded('hard', 20)];
    const twin = log.map((entry) => ({ ...entry, id: randomUUID(), lectureId: other.id }));
    await add(...log);
    for (const entry of twin.toReversed()) await add(entry);
    const [one] = (await all()).items;
    const [two] = (await client.listDue({ query: { lecture: other.id, which: 'all' } })).items;
    assert.ok(one);
    assert.deepEqual(one.schedule, two?.schedule);
  });

  test('do not change when an entry is sent again, also with something else in it', async () => {
    const entry = graded('good', 5);
    await add(entry, entry);
    const [before] = (await all()).items;
    assert.deepEqual(await add(entry), { accepted: [entry.id], refused: [] });
    await add({ ...entry, grade: 'again' } as Review);
    assert.deepEqual((await all()).items[0]?.schedule, before?.schedule);
    const { items } = await client.listReviews({ query: { lecture: lecture.id } });
    assert.deepEqual(
      items.map(({ review }) => review),
      [entry],
    );
  });

  test('can be taken back, suspended and resumed', async () => {
    const entry = graded('easy');
    await add(entry);
    await add({
      kind: 'undo',
      id: randomUUID(),
      lectureId: lecture.id,
      itemId: 'c1',
      at: ago(0),
      undoes: entry.id,
    });
    assert.equal((await due()).items[0]?.schedule.state, 'new');
    const mark = { id: randomUUID(), lectureId: lecture.id, itemId: 'c1' };
    await add({ ...mark, kind: 'suspend', at: ago(2) });
    assert.equal((await all()).waiting, 0);
    await add({ ...mark, id: randomUUID(), kind: 'resume', at: ago(1) });
    assert.equal((await due()).waiting, 1);
  });

  test('refuses entries about a lecture that is gone, and takes the others of the same request', async () => {
    const [good, lost] = [graded('good'), graded('good', 0, { lectureId: NOBODYS })];
    assert.deepEqual(await add(good, lost), { accepted: [good.id], refused: [lost.id] });
  });

  test('go with their lecture', async () => {
    await add(graded('good'));
    await client.deleteLecture({ params: { lectureId: lecture.id } });
    const { kysely } = server.services.database;
    for (const table of ['reviews', 'item_schedules', 'passages', 'lecture_words'] as const) {
      const rows = await kysely.selectFrom(table).selectAll().where('lecture_id', '=', lecture.id).execute();
      assert.deepEqual(rows, [], table);
    }
    const words = await kysely
      .selectFrom('course_words')
      .selectAll()
      .where('course_id', '=', lecture.courseId)
      .execute();
    assert.deepEqual(words, []);
  });

  test('a page of the log goes on where the last one ended', async () => {
    const entries = [graded('good', 3), graded('good', 2), graded('again', 1)];
    await add(...entries);
    const read: string[] = [];
    for (let after = 0, more = true; more; ) {
      const page = await client.listReviews({ query: { lecture: lecture.id, limit: 2, after } });
      read.push(...page.items.map(({ review }) => review.id));
      after = page.items.at(-1)?.place ?? 0;
      more = page.more;
    }
    assert.deepEqual(
      read,
      entries.map(({ id }) => id),
    );
  });
});

describe('what helps', () => {
  test('statistics count what is due, what was remembered and what comes', async () => {
    await add(graded('good', 24 * 9), graded('good', 24 * 8), graded('good', 24 * 4), graded('again', 1));
    const query = { lecture: lecture.id };
    const { standing, retention, reviewedToday, coming } = await client.getStatistics({ query });
    assert.equal(standing.items, 1);
    assert.equal(standing.lapses, 1);
    assert.equal(standing.shaky, true);
    assert.deepEqual(retention, { reviews: 3, remembered: 2 / 3 });
    assert.equal(reviewedToday, 1);
    assert.deepEqual([coming.length, coming[0]], [14, 1]);
  });

  test('a plan reaches to the exam', async () => {
    const exam = new Date(Date.now() + 10 * 24 * HOUR).toISOString().slice(0, 10);
    const plan = await client.getStudyPlan({ query: { lecture: lecture.id, exam } });
    assert.deepEqual([plan.days.length, plan.days[0]?.fresh, plan.left], [10, 1, 0]);
  });

  test('home shows what is due and what is being processed', async () => {
    const home = await client.getHome();
    assert.ok(home.today.fresh > 0);
    assert.ok(home.processing.some(({ id }) => id === lecture.id));
    assert.deepEqual(home.newest, []);
  });

  test('a day brings only so many new cards, over all lectures', async () => {
    const seen = Array.from({ length: 25 }, (_, at) => graded('easy', 1, { itemId: `seen-${at}` }));
    await add(...seen);
    assert.equal((await due()).waiting, 0);
    const tomorrow = new Date(Date.now() + 1000).toISOString();
    assert.equal((await client.listDue({ query: { lecture: lecture.id, dayStart: tomorrow } })).waiting, 1);
  });
});
