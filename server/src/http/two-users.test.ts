import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Client } from '@pegasus/core/client.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { type AccountServer, openAccountServer } from './test-accounts.ts';
import { problem } from './test-server.ts';

/** What one student studies, edits and looks for, asked for by another who knows every id. */
describe('the study of somebody else', () => {
  let server: AccountServer;
  let lecture: Lecture;
  let stranger: Client;
  let owner: Client;
  before(async () => {
    server = await openAccountServer();
    owner = (await server.signedIn()).client;
    stranger = (await server.signedIn()).client;
    lecture = await server.handIn(owner);
  });
  after(() => server.close());

  const at = new Date().toISOString();
  const edit = () =>
    ({ id: randomUUID(), part: 'item', target: 'c1', version: 0, change: { kind: 'star' }, at }) as const;
  const ofLecture = () => ({ params: { lectureId: lecture.id } });
  const ofCourse = () => ({ params: { courseId: lecture.courseId } });

  const asked: Record<string, (client: Client) => Promise<unknown>> = {
    'edits of the lecture': (client) => client.listEdits(ofLecture()),
    'an edit of the lecture': (client) => client.editLecture({ ...ofLecture(), body: edit() }),
    'another title': (client) =>
      client.renameLecture({ ...ofLecture(), body: { was: lecture.title, name: 'Mine now' } }),
    'another name of the course': (client) =>
      client.renameCourse({ ...ofCourse(), body: { was: lecture.courseName, name: 'Mine now' } }),
    'the course review': (client) => client.getCourseReview(ofCourse()),
    'what is due in the lecture': (client) => client.listDue({ query: { lecture: lecture.id } }),
    'what is due in the course': (client) => client.listDue({ query: { course: lecture.courseId } }),
    'statistics of the lecture': (client) => client.getStatistics({ query: { lecture: lecture.id } }),
    'a plan for the course': (client) =>
      client.getStudyPlan({ query: { course: lecture.courseId, exam: '2999-01-01' } }),
  };
  for (const [what, ask] of Object.entries(asked)) {
    test(`${what} is not there for a stranger`, async () => {
      await assert.rejects(ask(stranger), problem('not-found'));
    });
  }

  test('the log takes nothing of a stranger, and shows a stranger nothing', async () => {
    const id = randomUUID();
    const review = { kind: 'suspend', id, lectureId: lecture.id, itemId: 'c1', at } as const;
    assert.deepEqual(await stranger.addReviews({ body: { items: [review] } }), {
      accepted: [],
      refused: [id],
    });
    assert.deepEqual(await owner.addReviews({ body: { items: [review] } }), { accepted: [id], refused: [] });
    assert.deepEqual((await stranger.listReviews({ query: { lecture: lecture.id } })).items, []);
    assert.equal((await owner.listReviews({ query: { lecture: lecture.id } })).items.length, 1);
  });

  test('search and home show a stranger nothing', async () => {
    const query = { words: 'elasticity', course: lecture.courseId, lecture: lecture.id };
    assert.deepEqual(await stranger.search({ query }), { items: [], instead: [] });
    const { newest, processing, shaky } = await stranger.getHome();
    assert.deepEqual([newest, processing, shaky], [[], [], []]);
    assert.equal((await owner.getLecture(ofLecture())).title, lecture.title);
  });
});
