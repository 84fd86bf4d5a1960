import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { findObject } from '../db/objects.ts';
import { openTestServer, problem, type TestServer } from '../http/test-server.ts';
import { exportKey, recordingKey } from '../storage/key.ts';
import { deleteLecture } from './deletion.ts';
import { withoutBooks } from './kept-storage.ts';

async function* text(content: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(content);
}

describe('the store with its books', () => {
  let server: TestServer;
  let storage: TestServer['services']['storage'];
  const row = (key: string) => findObject(server.services.database.kysely, key);
  before(async () => {
    server = await openTestServer();
    storage = server.services.storage;
  });
  after(() => server.close());

  test('claims an object before the first byte is written and keeps its hash after the last', async () => {
    const { id, recording } = await server.newLecture();
    const key = exportKey(id, randomUUID(), 'markdown');
    const seen: unknown[] = [];
    const stored = await storage.put(
      key,
      (async function* () {
        seen.push((await row(key))?.state);
        yield Buffer.from('abc');
      })(),
    );
    assert.deepEqual(seen, ['claimed']);
    const kept = await row(key);
    assert.deepEqual([kept?.state, kept?.sha256, kept?.kind], ['kept', stored.sha256, 'export']);
    assert.ok(kept?.owner_id, 'its owner is that of the lecture');
    assert.equal((await row(recordingKey(id)))?.bytes?.toString(), String(recording.bytes));
  });

  test('takes its claim back when writing fails, and leaves what was there before', async () => {
    const { id } = await server.newLecture();
    const [fresh, old] = [exportKey(id, randomUUID(), 'srt'), exportKey(id, randomUUID(), 'vtt')];
    await storage.put(old, text('before'));
    const failing = async function* () {
      yield Buffer.from('some');
      throw new Error('cut off');
    };
    await assert.rejects(storage.put(fresh, failing()), /cut off/);
    await assert.rejects(storage.put(old, failing()), /cut off/);
    assert.equal(await row(fresh), undefined);
    assert.equal((await row(old))?.state, 'kept');
    assert.equal(Buffer.concat(await Array.fromAsync(storage.get(old))).toString(), 'before');
  });

  test('never gives a damaged object whole', async () => {
    const { id } = await server.newLecture();
    const key = exportKey(id, randomUUID(), 'markdown');
    await storage.put(key, text('right'));
    await withoutBooks(storage).put(key, text('wrong'));
    const pieces: Uint8Array[] = [];
    await assert.rejects(async () => {
      for await (const piece of storage.get(key)) pieces.push(piece);
    }, problem('object-damaged'));
    assert.equal(Buffer.concat(pieces).toString(), '');
  });

  test('refuses what is written for a lecture that was deleted, before and in the middle', async () => {
    const { id } = await server.newLecture();
    const owner = (await row(recordingKey(id)))?.owner_id ?? '';
    const key = exportKey(id, randomUUID(), 'markdown');
    const late = storage.put(
      key,
      (async function* () {
        await deleteLecture(server.services, owner, id);
        yield Buffer.from('late');
      })(),
    );
    await assert.rejects(late, problem('cancelled'));
    await assert.rejects(storage.put(key, text('later')), problem('cancelled'));
    assert.deepEqual(
      (await server.stored()).filter((stored) => stored.includes(id)),
      [],
    );
    assert.equal(await row(key), undefined);
  });
});
