import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { moveLecture } from '../db/lectures.ts';
import { storeMaterial } from './test-material.ts';
import { openTestServer, problem, type TestServer } from './test-server.ts';

let server: TestServer;
let now = new Date('2026-11-25T12:00:00Z');
before(async () => {
  server = await openTestServer({ now: () => now });
});
after(() => server.close());

async function readyLecture() {
  const lecture = await server.newLecture();
  await storeMaterial(server.services, lecture);
  await moveLecture(server.services.database.kysely, lecture.id, ['processing'], { to: 'ready', at: now });
  return lecture;
}

test('a link shows what was chosen and nothing else, and is counted', async () => {
  const { client } = server;
  const { id: lectureId } = await readyLecture();
  const { items } = await client.listArtifacts({ params: { lectureId } });
  const types = items.map(({ artifact }) => artifact.type);
  const [first = ''] = types;
  const { token, share } = await client.createShare({ params: { lectureId }, body: { artifacts: [first] } });
  const shown = await client.getShared({ params: { token } });
  assert.deepEqual(
    shown.artifacts.map(({ type }) => type),
    [first],
  );
  assert.equal(shown.segments, undefined);
  assert.equal(shown.withRecording, false);
  assert.doesNotMatch(JSON.stringify(shown), new RegExp(share.lectureId));
  await assert.rejects(client.getSharedRecording({ params: { token } }), problem('not-found'));
  await client.getShared({ params: { token } });
  const { items: links } = await client.listShares({ params: { lectureId } });
  assert.equal(links[0]?.views, 2);
});

test('the token is in no row of the database', async () => {
  const { id: lectureId } = await readyLecture();
  const { token } = await server.client.createShare({ params: { lectureId }, body: {} });
  const rows = await server.services.database.kysely.selectFrom('shares').selectAll().execute();
  assert.ok(rows.length > 0);
  assert.ok(!JSON.stringify(rows).includes(token));
});

test('a link ends when it is revoked, and when its days are over', async () => {
  const { client } = server;
  const { id: lectureId } = await readyLecture();
  const one = await client.createShare({ params: { lectureId }, body: {} });
  await client.revokeShare({ params: { shareId: one.share.id } });
  await assert.rejects(client.getShared({ params: { token: one.token } }), problem('not-found'));
  const other = await client.createShare({ params: { lectureId }, body: { days: 1 } });
  await client.getShared({ params: { token: other.token } });
  now = new Date(now.getTime() + 86_400_001);
  await assert.rejects(client.getShared({ params: { token: other.token } }), problem('not-found'));
});

test('with the recording only where that was chosen', async () => {
  const { client } = server;
  const { id: lectureId } = await readyLecture();
  const { token } = await client.createShare({
    params: { lectureId },
    body: { recording: true, transcript: true },
  });
  const shown = await client.getShared({ params: { token } });
  assert.ok((shown.segments ?? []).length > 0);
  const response = await client.getSharedRecording({ params: { token } });
  assert.ok((await response.arrayBuffer()).byteLength > 0);
});

test('a copy has the material and the words that it rests on, and is exported for its owner', async () => {
  const { client } = server;
  const { id: lectureId, courseId } = await readyLecture();
  const { token } = await client.createShare({ params: { lectureId }, body: {} });
  const copy = await client.copyShared({ params: { token }, body: { courseId } });
  assert.notEqual(copy.id, lectureId);
  assert.equal(copy.stage, 'export');
  const blocksOf = async (id: string) =>
    (await client.listArtifacts({ params: { lectureId: id } })).items.map(({ blocks }) => blocks);
  assert.deepEqual(await blocksOf(copy.id), await blocksOf(lectureId));
  const { segments } = await client.getTranscript({ params: { lectureId: copy.id } });
  assert.ok(segments.length > 0);
  assert.equal((await client.listShares({ params: { lectureId } })).items[0]?.copies, 1);
});
