import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { problem } from '../../http/test-server.ts';
import { decrypt, encrypt, newBackupKey, parseBackupKey } from './sealing.ts';

const key = parseBackupKey(newBackupKey(), 'test');
const MEBIBYTE = 1024 * 1024;

async function* pieces(content: Buffer, size = 70_001): AsyncIterable<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
const all = async (content: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(content));
const sealed = (content: Buffer) => all(encrypt(pieces(content), key));
const opened = (content: Buffer, other = key) => all(decrypt(pieces(content, 99_991), other, 'a file'));

describe('a sealed stream', () => {
  for (const size of [0, 1, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 3 * MEBIBYTE]) {
    test(`gives back ${size} bytes`, async () => {
      const content = randomBytes(size);
      assert.ok((await opened(await sealed(content))).equals(content));
    });
  }

  test('shows nothing of what is in it, and is never the same twice', async () => {
    const content = Buffer.from('The same words. '.repeat(1000));
    const [first, second] = [await sealed(content), await sealed(content)];
    assert.ok(!first.includes('same words') && !first.equals(second));
  });

  test('is refused when a byte was flipped, anywhere', async () => {
    const whole = await sealed(randomBytes(2 * MEBIBYTE + 5));
    for (const at of [0, 20, 41, MEBIBYTE, MEBIBYTE + 60, whole.length - 1]) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      await assert.rejects(opened(flipped), problem('backup-damaged'), `byte ${at}`);
    }
  });

  test('is refused when its end was cut off, also between chunks, or chunks changed places', async () => {
    const whole = await sealed(randomBytes(2 * MEBIBYTE));
    const head = 40;
    const chunk = MEBIBYTE + 16;
    for (const end of [0, 39, head, head + chunk, whole.length - 1])
      await assert.rejects(opened(whole.subarray(0, end)), problem('backup-damaged'), `to ${end}`);
    const swapped = Buffer.concat([
      whole.subarray(0, head),
      whole.subarray(head + chunk, head + 2 * chunk),
      whole.subarray(head, head + chunk),
    ]);
    await assert.rejects(opened(swapped), problem('backup-damaged'));
  });

  test('is refused under another key', async () => {
    const other = parseBackupKey(newBackupKey(), 'test');
    assert.notEqual(other.id, key.id);
    await assert.rejects(opened(await sealed(Buffer.from('words')), other), problem('backup-damaged'));
  });

  test('takes a key of 32 bytes in hex or base64, and no other', () => {
    assert.equal(parseBackupKey(key.secret.toString('hex'), 'test').id, key.id);
    assert.equal(parseBackupKey(` ${key.secret.toString('base64')}\n`, 'test').id, key.id);
    for (const text of ['', 'secret', 'a'.repeat(63), randomBytes(31).toString('base64')])
      assert.throws(() => parseBackupKey(text, 'test'), problem('setting-invalid'));
  });
});
