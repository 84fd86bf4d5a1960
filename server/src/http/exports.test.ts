import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { moveLecture } from '../db/lectures.ts';
import { pdfText } from '../exporters/read-back.ts';
import { storeMaterial } from './test-material.ts';
import { openTestServer, problem, type TestServer } from './test-server.ts';

let server: TestServer;
before(async () => {
  server = await openTestServer();
});
after(() => server.close());

async function readyLecture() {
  const lecture = await server.newLecture();
  await storeMaterial(server.services, lecture);
  const { kysely } = server.services.database;
  await moveLecture(kysely, lecture.id, ['processing'], { to: 'ready', at: new Date() });
  return lecture;
}
const exportsOf = (lectureId: string) =>
  server.services.database.kysely
    .selectFrom('made_exports')
    .select(['exporter', 'options', 'object_key', 'sha256'])
    .where('lecture_id', '=', lectureId)
    .orderBy('options')
    .execute();

test('a file is made of the material as it is now, once, and again when the student changes it', async () => {
  const { client } = server;
  const { id: lectureId } = await readyLecture();
  const read = async () => (await client.getExport({ params: { lectureId, exporter: 'markdown' } })).text();
  const [first, again] = await Promise.all([read(), read()]);
  assert.equal(first, again);
  assert.equal((await exportsOf(lectureId)).length, 1);

  const { items } = await client.listArtifacts({ params: { lectureId } });
  const list = items.flatMap(({ blocks }) => blocks).find(({ kind }) => kind === 'card');
  assert.ok(list?.kind === 'card' && list.itemId);
  assert.ok(first.includes(list.back));
  const change = { kind: 'discard' } as const;
  const body = {
    id: randomUUID(),
    part: 'item',
    target: list.itemId,
    version: 0,
    change,
    at: new Date().toISOString(),
  } as const;
  await client.editLecture({ params: { lectureId }, body });
  const offered = async () => {
    const { items: files } = await client.listExports({ params: { lectureId } });
    return files.find(({ exporter }) => exporter === 'markdown');
  };
  const markdowns = async () =>
    (await exportsOf(lectureId)).filter(({ exporter }) => exporter === 'markdown');
  const before = await markdowns();
  assert.equal((await offered())?.stale, true, 'it is of the material before the change');
  assert.deepEqual(await markdowns(), before, 'looking makes nothing anew');
  const changed = await read();
  assert.notEqual(changed, first);
  const after = await offered();
  assert.deepEqual([after?.stale, after?.bytes], [undefined, Buffer.byteLength(changed)]);
});

test('paper, print and answers can be chosen, each choice is kept, and the oldest goes', async () => {
  const { client } = server;
  const { id: lectureId } = await readyLecture();
  const ask = async (query: object) =>
    Buffer.from(
      await (await client.getExport({ params: { lectureId, exporter: 'pdf' }, query })).arrayBuffer(),
    );
  const end = pdfText(await ask({ paper: 'letter' }));
  const hidden = pdfText(await ask({ paper: 'phone', answers: 'hidden' }));
  assert.match(end, /^Answers$/m);
  assert.doesNotMatch(hidden, /^Answers$/m);
  const made = await exportsOf(lectureId);
  assert.deepEqual(
    made.map(({ options }) => options),
    ['letter-standard-end', 'phone-standard-hidden'],
  );
  await ask({ paper: 'letter' });
  assert.equal((await exportsOf(lectureId)).length, 2);
});

test('a choice that does not exist is refused, and an exporter that does not exist is not found', async () => {
  const { client } = server;
  const { id: lectureId } = await readyLecture();
  const params = { lectureId, exporter: 'pdf' };
  await assert.rejects(
    client.getExport({ params, query: { paper: 'a0' as 'a4' } }),
    problem('request-invalid'),
  );
  const unknown = { params: { lectureId, exporter: 'wordstar' } };
  await assert.rejects(client.getExport(unknown), problem('not-found'));
});
