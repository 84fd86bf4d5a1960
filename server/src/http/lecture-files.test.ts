import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Client } from '@pegasus/core/client.ts';
import type { LectureFile } from '@pegasus/core/lecture-file.ts';
import { moveLecture } from '../db/lectures.ts';
import { type AccountServer, openAccountServer } from './test-accounts.ts';
import { storeMaterial } from './test-material.ts';
import { openTestServer, problem, type TestServer } from './test-server.ts';

/** A server of one person, and another with accounts. */
let here: TestServer;
let there: AccountServer;
let stranger: Client;
let other: Client;
before(async () => {
  here = await openTestServer();
  there = await openAccountServer();
  stranger = (await there.signedIn()).client;
  other = (await there.signedIn()).client;
});
after(async () => {
  await here.close();
  await there.close();
});

async function shared(): Promise<{ token: string; lectureId: string }> {
  const lecture = await here.newLecture();
  const { services, client } = here;
  await storeMaterial(services, lecture);
  const at = services.now();
  await moveLecture(services.database.kysely, lecture.id, ['processing'], { to: 'ready', at });
  const params = { lectureId: lecture.id };
  return { lectureId: lecture.id, token: (await client.createShare({ params, body: {} })).token };
}

async function fileOf(token: string): Promise<LectureFile> {
  return (await here.client.getSharedFile({ params: { token } })).json() as Promise<LectureFile>;
}

const newCourse = async (client: Client) =>
  (await client.createCourse({ body: { name: `Taken over ${randomUUID()}` } })).id;

test('a link of one server is taken into an account of another, with the words that it rests on', async () => {
  const { token, lectureId } = await shared();
  const courseId = await newCourse(stranger);
  const copy = await stranger.importLecture({ params: { courseId }, body: await fileOf(token) });
  assert.deepEqual([copy.courseId, copy.state, copy.stage], [courseId, 'processing', 'export']);
  const blocksOf = async (client: Client, id: string) =>
    (await client.listArtifacts({ params: { lectureId: id } })).items.map(({ blocks }) => blocks);
  assert.deepEqual(await blocksOf(stranger, copy.id), await blocksOf(here.client, lectureId));
  const { segments } = await stranger.getTranscript({ params: { lectureId: copy.id } });
  const original = await here.client.getTranscript({ params: { lectureId } });
  assert.deepEqual(segments, original.segments);
  const { items } = await stranger.search({ query: { words: 'elasticity', course: courseId } });
  assert.ok(items.length > 0, 'The copy is not found.');
  assert.equal((await stranger.listDue({ query: { course: courseId } })).items.length, 1);
});

test('the file tells no id of whose it is, and is counted as a copy', async () => {
  const { token, lectureId } = await shared();
  const { courseId } = await here.client.getLecture({ params: { lectureId } });
  const text = JSON.stringify(await fileOf(token));
  for (const id of [lectureId, courseId]) assert.ok(!text.includes(id));
  const { items } = await here.client.listShares({ params: { lectureId } });
  assert.deepEqual([items[0]?.copies, items[0]?.views], [1, 0]);
});

test('the copy of one account is nothing to another', async () => {
  const courseId = await newCourse(stranger);
  const file = await fileOf((await shared()).token);
  const copy = await stranger.importLecture({ params: { courseId }, body: file });
  await assert.rejects(other.getLecture({ params: { lectureId: copy.id } }), problem('not-found'));
  await assert.rejects(other.importLecture({ params: { courseId }, body: file }), problem('not-found'));
});

test('the export of everything is taken in as well', async () => {
  const { lectureId } = await shared();
  const answer = await here.client.getExport({ params: { lectureId, exporter: 'json' } });
  const courseId = await newCourse(stranger);
  const copy = await stranger.importLecture({
    params: { courseId },
    body: (await answer.json()) as LectureFile,
  });
  assert.equal((await stranger.listArtifacts({ params: { lectureId: copy.id } })).items.length, 2);
});

for (const [what, spoil] of [
  ['an item that rests on words that are not there', (file) => (file.transcript.segments.length = 1)],
  ['an item that rests on nothing', (file) => (itemOf(file).sources = [])],
  [
    'a body that has not the form of its type',
    (file) => (file.artifacts[0] = { ...artifactOf(file), body: {} }),
  ],
  ['one kind of material twice', (file) => file.artifacts.push(artifactOf(file))],
  ['no material', (file) => (file.artifacts = [])],
  ['two segments of one id', (file) => file.transcript.segments.push(...file.transcript.segments)],
] as [string, (file: LectureFile) => unknown][]) {
  test(`a file with ${what} is refused, and leaves nothing`, async () => {
    const file = await fileOf((await shared()).token);
    spoil(file);
    const courseId = await newCourse(stranger);
    await assert.rejects(
      stranger.importLecture({ params: { courseId }, body: file }),
      problem('request-invalid'),
    );
    assert.deepEqual((await stranger.listLectures({ query: { course: courseId } })).items, []);
  });
}

function artifactOf({ artifacts: [first] }: LectureFile) {
  return first ?? assert.fail('The file has no material.');
}

function itemOf({ artifacts }: LectureFile): { sources: string[] } {
  const cards = artifacts.find(({ type }) => type === 'flashcards')?.body as {
    cards: { sources: string[] }[];
  };
  return cards.cards[0] ?? assert.fail('The file has no card.');
}
