import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, connect as dial, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Problem } from '@pegasus/core/problem.ts';
import { type S3Server, startS3 } from '../../../fixtures/servers/s3.ts';
import { leftOut } from '../../../fixtures/servers/wanted.ts';
import type { Storage } from './define.ts';
import { openStorage } from './registry.ts';
import { readS3Place } from './s3/place.ts';

const without = leftOut('s3');
let server: S3Server;
let scratch: string;
let url: string;
let storage: Storage;
before(async () => {
  if (without) return;
  scratch = await mkdtemp(join(tmpdir(), 'pegasus-s3-test-'));
  server = await startS3();
  url = await server.createBucket('recordings');
  storage = open();
});
after(async () => {
  await storage?.close();
  await server?.stop();
  if (scratch) await rm(scratch, { recursive: true });
});

function open(over: { url?: string; accessKey?: string; secretKey?: string } = {}): Storage {
  const { accessKey, secretKey } = server;
  return openStorage({ url, accessKey, secretKey, folder: 'unused', scratch, ...over });
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}
const read = async (content: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(content));
const unavailable = (words: RegExp) => (error: unknown) =>
  error instanceof Problem && error.code === 'storage-unavailable' && words.test(error.message);

describe('an S3 store', { skip: without }, () => {
  test('refuses a wrong secret, and the problem does not name it', async () => {
    const wrong = open({ secretKey: 'a-wrong-secret' });
    try {
      for (const ask of [
        () => wrong.put('a', once(Buffer.from('x'))),
        () => wrong.check(),
        () => wrong.size('a'),
      ])
        await assert.rejects(
          ask,
          (error) => unavailable(/refuses us/)(error) && !String(error).includes('a-wrong'),
        );
    } finally {
      await wrong.close();
    }
  });

  test('without the bucket is not ready', async () => {
    const elsewhere = open({ url: url.replace('recordings', 'nowhere') });
    await assert.rejects(elsewhere.check(), unavailable(/no bucket nowhere/));
    await elsewhere.close();
  });

  test('that cannot be reached says so', async () => {
    const nobody = open({ url: 's3://recordings?endpoint=http://127.0.0.1:9' });
    await assert.rejects(nobody.size('a'), unavailable(/does not answer/));
    await nobody.close();
  });

  test('lists more than a page', async () => {
    const keys = Array.from({ length: 1050 }, (_, index) => `pages/${index}`);
    const left = [...keys];
    const writer = async () => {
      for (let key = left.pop(); key; key = left.pop()) await storage.put(key, once(Buffer.from('x')));
    };
    await Promise.all(Array.from({ length: 32 }, writer));
    assert.deepEqual((await Array.fromAsync(storage.list('pages/'))).sort(), keys.sort());
  });

  test('gives an address at which anybody can fetch an object for a while, whole or a range of it', async () => {
    await storage.put('shared', once(Buffer.from('0123456789')));
    const headers = { mediaType: 'audio/mp4', disposition: 'attachment; filename="a.m4a"' };
    const address = (await storage.download?.('shared', headers, 60)) ?? '';
    const whole = await fetch(address);
    assert.equal(await whole.text(), '0123456789');
    assert.equal(whole.headers.get('content-type'), 'audio/mp4');
    assert.equal(whole.headers.get('content-disposition'), headers.disposition);
    const part = await fetch(address, { headers: { range: 'bytes=2-4' } });
    assert.deepEqual([part.status, await part.text()], [206, '234']);
    assert.equal((await fetch(address.replace('/shared', '/other'))).status, 403, 'and no other object');
    assert.ok(!address.includes(server.secretKey));
    const short = (await storage.download?.('shared', headers, 1)) ?? '';
    await new Promise((done) => setTimeout(done, 2500));
    assert.equal((await fetch(short)).status, 403, 'and not for ever');
  });

  test('is read on where the connection broke', async () => {
    const bytes = randomBytes(6_000_000);
    await storage.put('long', once(bytes));
    const door = await openDoor(Number(new URL(server.endpoint).port), 2_000_000);
    const through = open({ url: url.replace(server.endpoint, `http://127.0.0.1:${door.port}`) });
    try {
      assert.deepEqual(await read(through.get('long')), bytes);
      assert.ok(door.cuts() >= 1, 'The connection was cut.');
    } finally {
      await through.close();
      door.close();
    }
  });
});

describe('the URL of a store', () => {
  const rest = { accessKey: 'a', secretKey: 'b', scratch: 'c' };
  test('names bucket, prefix, endpoint and region', () => {
    const { bucket, prefix, endpoint, region, pathStyle } = readS3Place(
      's3://bucket/some/prefix/?endpoint=https://host:9000&region=garage',
      rest,
    );
    assert.deepEqual(
      { bucket, prefix, endpoint, region, pathStyle },
      {
        bucket: 'bucket',
        prefix: 'some/prefix/',
        endpoint: 'https://host:9000',
        region: 'garage',
        pathStyle: true,
      },
    );
    assert.equal(readS3Place('s3://bucket', rest).pathStyle, false, 'AWS has the bucket in the host');
  });

  test('is refused with what is wrong', () => {
    for (const [wrong, words] of [
      ['s3://bucket?endpont=https://host', /endpont/],
      ['s3://bucket?endpoint=host', /https:\/\/host/],
      ['s3://bucket?path-style=maybe', /path-style/],
    ] as const)
      assert.throws(() => readS3Place(wrong, rest), words);
    assert.throws(() => readS3Place('s3://bucket', { ...rest, secretKey: '' }), /both or neither/);
  });
});

/** Passes everything on, and cuts each of the first two connections after so many bytes of answer. */
async function openDoor(target: number, after: number) {
  let cuts = 0;
  const sockets = new Set<Socket>();
  const door = createServer((near) => {
    const far = dial(target, '127.0.0.1');
    let bytes = 0;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    near.pipe(far);
    far.on('data', (piece) => {
      bytes += piece.length;
      near.write(piece);
      if (bytes > after && cuts < 2) {
        cuts++;
        near.destroy();
        far.destroy();
      }
    });
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
  });
  await new Promise<void>((done) => door.listen(0, '127.0.0.1', done));
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    cuts: () => cuts,
    close: () => {
      for (const socket of sockets) socket.destroy();
      door.close();
    },
  };
}
