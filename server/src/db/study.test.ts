import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { storeMaterial } from '../http/test-material.ts';
import { openTestServer, type TestServer } from '../http/test-server.ts';
import { addEdit } from './edits.ts';
import { readArtifacts, readOverlay, readTranscript } from './effective.ts';
import { addReviews, listReviews, reviewsOfItemsSince } from './reviews.ts';
import { search } from './search.ts';
import { countToday, listStudied, schedulesOfCourse } from './study.ts';
import { LOCAL_USER_ID } from './users.ts';

/** What one user studies and edits, and another who asks for it by its ids. */
describe('another user', () => {
  const STRANGER = '00000000-0000-4000-8000-00000000000f';
  let server: TestServer;
  let facts: { id: string; courseId: string; presetId: string };
  before(async () => {
    server = await openTestServer();
    const { kysely } = server.services.database;
    await kysely.insertInto('users').values({ id: STRANGER, name: 'Stranger' }).execute();
    const lecture = await server.newLecture();
    facts = { id: lecture.id, courseId: lecture.courseId, presetId: lecture.presetId };
    await storeMaterial(server.services, lecture);
    await addReviews(kysely, LOCAL_USER_ID, [graded(lecture.id)]);
    await addEdit(kysely, { ...facts, ownerId: LOCAL_USER_ID }, starred());
  });
  after(() => server.close());

  const graded = (lectureId: string) => {
    const at = new Date().toISOString();
    return { kind: 'grade', id: randomUUID(), lectureId, itemId: 'c1', at, grade: 'good' } as const;
  };
  const starred = () => ({
    id: randomUUID(),
    part: 'item' as const,
    target: 'c1',
    version: 0,
    change: { kind: 'star' as const },
    at: new Date().toISOString(),
  });
  const rows = () => server.services.database.kysely;

  test('adds nothing to the log of a lecture that is not theirs', async () => {
    const entry = graded(facts.id);
    assert.deepEqual(await addReviews(rows(), STRANGER, [entry]), { accepted: [], refused: [entry.id] });
    assert.equal((await listReviews(rows(), LOCAL_USER_ID, { after: 0, limit: 10 })).items.length, 1);
  });

  test('sees none of it', async () => {
    const now = new Date();
    const scope = { course: facts.courseId, lecture: facts.id };
    assert.deepEqual(
      (await listReviews(rows(), STRANGER, { after: 0, limit: 10, lecture: facts.id })).items,
      [],
    );
    assert.deepEqual(await reviewsOfItemsSince(rows(), STRANGER, new Date(0), scope), []);
    assert.deepEqual(await listStudied(rows(), STRANGER, scope, now), []);
    assert.deepEqual(await schedulesOfCourse(rows(), STRANGER, facts.courseId), []);
    assert.deepEqual(await countToday(rows(), STRANGER, new Date(0)), { fresh: 0, repeated: 0 });
    for (const words of ['elasticity', 'elastcity']) {
      const found = await search(rows(), STRANGER, { words, limit: 10, ...scope });
      assert.deepEqual(found, { items: [], instead: [] });
    }
    assert.equal((await readOverlay(rows(), STRANGER, facts.id)).size, 0);
    assert.deepEqual(await readArtifacts(rows(), { ...facts, ownerId: STRANGER }), []);
    await assert.rejects(readTranscript(rows(), STRANGER, facts.id), Problem);
  });

  test('can edit none of it, also with the id of an edit that is known', async () => {
    const whose = { ...facts, ownerId: STRANGER };
    await assert.rejects(addEdit(rows(), whose, starred()), Problem);
    assert.equal((await readOverlay(rows(), LOCAL_USER_ID, facts.id)).size, 1);
  });
});
