import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { parseCaptions } from '../captions/registry.ts';
import { saveIngested } from '../db/ingested.ts';
import { moveLecture } from '../db/lectures.ts';
import { LOCAL_USER_ID } from '../db/users.ts';
import { exporters } from '../exporters/registry.ts';
import { storeMaterial } from '../http/test-material.ts';
import { openTestServer, type TestServer } from '../http/test-server.ts';
import type { Tools } from '../stages/define.ts';
import { exportKey, recordingKey, soundKey } from '../storage/key.ts';
import { checkIntegrity } from './integrity.ts';
import { withoutBooks } from './kept-storage.ts';

async function* text(content: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(content);
}

describe('the check of objects', () => {
  let server: TestServer;
  let lecture: Lecture;
  let later = 0;
  before(async () => {
    server = await openTestServer({ now: () => new Date(Date.now() + later) });
  });
  after(() => server.close());
  beforeEach(async () => {
    lecture = await server.newLecture();
  });

  const bare = () => withoutBooks(server.services.storage);
  const tools = () => {
    const { storage, now, newId } = server.services;
    return {
      storage,
      now,
      newId,
      exporters,
      parseCaptions,
      limits: { maxSeconds: 60 },
    } as Partial<Tools> as Tools;
  };
  const check = async (options: { mend?: boolean; graceMs?: number } = {}) => {
    later += 1000;
    const report = await checkIntegrity(server.services, tools(), {
      mend: false,
      graceMs: 0,
      signal: new AbortController().signal,
      ...options,
    });
    return report.findings.map(({ finding, key, mended }) =>
      [finding, key, ...(mended ? [mended] : [])].join(' '),
    );
  };
  const ready = () =>
    moveLecture(server.services.database.kysely, lecture.id, ['processing'], { to: 'ready', at: new Date() });
  const theExport = async () =>
    (await server.client.listExports({ params: { lectureId: lecture.id } })).items[0]?.exporter ?? '';

  test('finds nothing where nothing is wrong', async () => {
    await storeMaterial(server.services, lecture);
    assert.deepEqual(await check(), []);
  });

  test('names a flipped byte, a missing object, an orphan and what no row needs', async () => {
    const flipped = recordingKey(lecture.id);
    await bare().put(flipped, text('other words'));
    const other = await server.newLecture();
    const missing = recordingKey(other.id);
    await bare().remove(missing);
    const orphan = exportKey(lecture.id, randomUUID(), 'orphan');
    await bare().put(orphan, text('nobody asked for it'));
    const loose = exportKey(lecture.id, randomUUID(), 'loose');
    await server.services.storage.put(loose, text('a try that died'));
    const findings = await check();
    for (const line of [
      `damaged ${flipped}`,
      `missing ${missing}`,
      `orphaned ${orphan}`,
      `unreferenced ${loose}`,
    ])
      assert.ok(findings.includes(line), line);
    const mended = await check({ mend: true });
    for (const line of [
      `damaged ${flipped} beyond-us`,
      `missing ${missing} beyond-us`,
      `orphaned ${orphan} removed`,
      `unreferenced ${loose} removed`,
    ])
      assert.ok(mended.includes(line), `${line} in ${mended.join(', ')}`);
    for (const { id } of [lecture, other]) await server.client.deleteLecture({ params: { lectureId: id } });
    assert.deepEqual(await check(), []);
  });

  test('leaves alone what is being written, and an orphan that was not seen for long', async () => {
    const key = exportKey(lecture.id, randomUUID(), 'slow');
    const during: string[][] = [];
    await server.services.storage.put(
      key,
      (async function* () {
        yield Buffer.from('half');
        during.push(await check({ mend: true }));
        yield Buffer.from('whole');
      })(),
    );
    assert.deepEqual(during, [[]]);
    await server.services.storage.remove(key);
    const orphan = exportKey(lecture.id, randomUUID(), 'young');
    await bare().put(orphan, text('young'));
    const graceMs = 3_600_000;
    assert.deepEqual(await check({ mend: true, graceMs }), [`orphaned ${orphan} too-young`]);
    later += graceMs;
    assert.deepEqual(await check({ mend: true, graceMs }), [`orphaned ${orphan} removed`]);
    assert.deepEqual(await check({ mend: true, graceMs }), []);
  });

  test('makes a damaged or missing export anew from the artifacts', async () => {
    const { file } = await storeMaterial(server.services, lecture);
    await ready();
    await bare().put(file.objectKey, text('flipped'));
    assert.deepEqual(await check({ mend: true }), [`damaged ${file.objectKey} remade`]);
    assert.deepEqual(await check(), []);
    const exporter = await theExport();
    const response = await server.client.getExport({ params: { lectureId: lecture.id, exporter } });
    assert.equal(response.status, 200);
    assert.equal(await bare().size(file.objectKey), undefined, 'the damaged one is gone');
  });

  test('leaves an export alone that a stage makes anew by itself', async () => {
    const { file } = await storeMaterial(server.services, lecture);
    await bare().remove(file.objectKey);
    const before = (await server.stored()).length;
    assert.deepEqual(await check({ mend: true }), [`missing ${file.objectKey} busy`]);
    assert.equal((await server.stored()).length, before, 'and nothing of the try stays');
    await server.client.deleteLecture({ params: { lectureId: lecture.id } });
  });

  test('lets damaged sound go whose words are there', async () => {
    await storeMaterial(server.services, lecture);
    const objectKey = soundKey(lecture.id, randomUUID());
    await server.services.storage.put(objectKey, text('sound'));
    const ingested = { kind: 'audio', objectKey, seconds: 1, peak: 1, decoder: 'test' } as const;
    await saveIngested(server.services.database.kysely, LOCAL_USER_ID, lecture.id, ingested);
    await ready();
    await bare().remove(objectKey);
    assert.deepEqual(await check({ mend: true }), [`missing ${objectKey} let-go`]);
    assert.deepEqual(await check(), []);
  });

  test('names a row whose object the books do not know', async () => {
    const { file } = await storeMaterial(server.services, lecture);
    await ready();
    await bare().remove(file.objectKey);
    await server.services.database.kysely.deleteFrom('objects').where('key', '=', file.objectKey).execute();
    assert.deepEqual(await check(), [`dangling ${file.objectKey}`]);
    assert.deepEqual(await check({ mend: true }), [`dangling ${file.objectKey} remade`]);
    assert.deepEqual(await check(), []);
  });
});
