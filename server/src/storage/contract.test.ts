import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Problem } from '@pegasus/core/problem.ts';
import { startS3 } from '../../../fixtures/servers/s3.ts';
import { leftOut } from '../../../fixtures/servers/wanted.ts';
import type { Storage } from './define.ts';
import { recordingKey } from './key.ts';
import { openStorage, type storages } from './registry.ts';

async function* pieces(...parts: (Uint8Array | string)[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

async function read(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(content));
}

/** An empty place of each kind; the compiler says which is missing. S3 is a real server that checks signatures. */
const places: { [Name in keyof typeof storages]: (folder: string) => Promise<Place> } = {
  filesystem: async (folder) => ({ url: pathToFileURL(join(folder, 'objects')).href }),
  s3: async () => {
    const server = await startS3();
    const url = await server.createBucket('recordings');
    return { url: url.replace('?', '/some/prefix?'), ...server, close: server.stop };
  },
};
interface Place {
  url: string;
  accessKey?: string;
  secretKey?: string;
  close?(): Promise<void>;
}

for (const [name, open] of Object.entries(places)) {
  describe(`storage ${name}`, { skip: name === 's3' && leftOut('s3') }, () => {
    let folder: string;
    let place: Place;
    let storage: Storage;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'pegasus-storage-'));
      place = await open(folder);
      const keys = { accessKey: '', secretKey: '', ...place };
      storage = openStorage({ ...keys, folder: 'unused', scratch: join(folder, 'scratch') });
    });
    after(async () => {
      await storage?.close();
      await place?.close?.();
      await rm(folder, { recursive: true });
    });

    test('gives back what was put, with its size and hash', async () => {
      const bytes = randomBytes(300_000);
      const stored = await storage.put('a/b', pieces(bytes.subarray(0, 7), bytes.subarray(7)));
      assert.equal(stored.bytes, bytes.length);
      assert.equal(stored.sha256, createHash('sha256').update(bytes).digest('hex'));
      assert.deepEqual(await read(storage.get('a/b')), bytes);
      assert.equal(await storage.size('a/b'), bytes.length);
    });

    test('gives back a range, its end not included', async () => {
      await storage.put('range', pieces('0123456789'));
      assert.equal(String(await read(storage.get('range', { start: 2, end: 5 }))), '234');
      assert.equal(String(await read(storage.get('range', { start: 9, end: 10 }))), '9');
      assert.equal(String(await read(storage.get('range', { start: 3, end: 3 }))), '');
    });

    test('puts an object again as a whole', async () => {
      await storage.put('again', pieces('the first and longer one'));
      await storage.put('again', pieces('second'));
      assert.equal(String(await read(storage.get('again'))), 'second');
    });

    test('keeps an empty object', async () => {
      await storage.put('empty', pieces());
      assert.equal(await storage.size('empty'), 0);
    });

    test('says that an object is missing, and has no size for it', async () => {
      await assert.rejects(
        read(storage.get('nowhere')),
        (error) => error instanceof Problem && error.code === 'object-missing',
      );
      await assert.rejects(
        storage.withFile('nowhere', async () => 0),
        (error) => error instanceof Problem && error.code === 'object-missing',
      );
      assert.equal(await storage.size('nowhere'), undefined);
    });

    test('leaves nothing behind when the content fails in the middle', async () => {
      async function* failing() {
        yield Buffer.from('some');
        throw new Error('cut off');
      }
      await assert.rejects(storage.put('half/done', failing()), /cut off/);
      assert.equal(await storage.size('half/done'), undefined);
      assert.deepEqual(await Array.fromAsync(storage.list('half/')), []);
    });

    test('refuses more than the limit and leaves nothing behind', async () => {
      await assert.rejects(
        storage.put('large', pieces('12345', '67890'), { maxBytes: 9 }),
        (error) => error instanceof Problem && error.code === 'recording-too-large',
      );
      assert.equal(await storage.size('large'), undefined);
    });

    test('stops when it is aborted', async () => {
      const abort = new AbortController();
      async function* endless() {
        for (let count = 0; ; count++) {
          if (count === 3) abort.abort(new Error('enough'));
          yield Buffer.alloc(1000);
        }
      }
      await assert.rejects(storage.put('endless', endless(), { signal: abort.signal }), /enough/);
      assert.equal(await storage.size('endless'), undefined);
    });

    test('gives a local path to the bytes', async () => {
      await storage.put('local', pieces('on a disk'));
      assert.equal(await storage.withFile('local', (path) => readFile(path, 'utf8')), 'on a disk');
    });

    test('lists by prefix and removes', async () => {
      for (const key of ['list/one/x', 'list/one/y', 'list/two/z']) await storage.put(key, pieces(key));
      assert.deepEqual((await Array.fromAsync(storage.list('list/one/'))).sort(), [
        'list/one/x',
        'list/one/y',
      ]);
      await storage.remove('list/one/x');
      await storage.remove('list/one/x');
      assert.deepEqual(await Array.fromAsync(storage.list('list/one/')), ['list/one/y']);
      assert.deepEqual(await Array.fromAsync(storage.list('list/none/')), []);
    });

    test('takes no key that could leave its place', async () => {
      for (const key of ['../up', '/root', 'a/../../b', 'a//b', 'A', 'a b', 'a\\b', '', 'a\0', '.hidden']) {
        await assert.rejects(async () => storage.put(key, pieces('x')), /Not an object key/, key);
      }
      assert.ok(await storage.put(recordingKey('0d9f5c1e-0000-4000-8000-000000000000'), pieces('x')));
    });

    test('gives back an object of many parts, whole and in ranges', async () => {
      const bytes = randomBytes(21_000_000);
      const stored = await storage.put('many-parts', pieces(bytes));
      assert.equal(stored.sha256, createHash('sha256').update(bytes).digest('hex'));
      assert.equal(await storage.size('many-parts'), bytes.length);
      assert.deepEqual(await read(storage.get('many-parts')), bytes);
      const range = { start: 8_388_600, end: 8_388_700 };
      assert.deepEqual(await read(storage.get('many-parts', range)), bytes.subarray(range.start, range.end));
    });

    test('leaves nothing of many parts when the content fails late', async () => {
      async function* failing() {
        for (let count = 0; count < 20; count++) yield randomBytes(1_000_000);
        throw new Error('cut off late');
      }
      await assert.rejects(storage.put('late', failing()), /cut off late/);
      assert.equal(await storage.size('late'), undefined);
    });

    test('keeps many at once apart', async () => {
      const keys = Array.from({ length: 40 }, (_, index) => `crowd/${index}`);
      await Promise.all(keys.map((key) => storage.put(key, pieces(key))));
      const found = await Promise.all(keys.map(async (key) => String(await read(storage.get(key)))));
      assert.deepEqual(found, keys);
      assert.equal((await Array.fromAsync(storage.list('crowd/'))).length, keys.length);
    });

    test('can be checked', async () => {
      await storage.check();
    });
  });
}
