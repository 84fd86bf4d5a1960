import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Problem } from '@pegasus/core/problem.ts';

/**
 * Encrypts streams with AES-256-GCM in chunks, each under a nonce of its number, the last one marked: the
 * STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015). Nothing of a chunk is given out before it
 * is authenticated, chunks cannot change places, and a stream that was cut short is refused. Each stream has
 * a key of its own, derived from the backup key and a random salt.
 */
const MAGIC = Buffer.from('PEGSEAL1');
const SALT_BYTES = 32;
const CHUNK_BYTES = 1024 * 1024;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

export interface BackupKey {
  /** 32 bytes; kept elsewhere than the backup. */
  secret: Buffer;
  /** Tells which key a set was made with, and nothing of the key. */
  id: string;
}

/** Reads a key as 64 hex digits or 44 characters of base64. Throws Problem `setting-invalid`. */
export function parseBackupKey(text: string, name: string): BackupKey {
  const given = text.trim();
  const secret = /^[0-9a-f]{64}$/i.test(given) ? Buffer.from(given, 'hex') : Buffer.from(given, 'base64');
  if (secret.length !== 32)
    throw new Problem(
      'setting-invalid',
      `${name}: it is 32 random bytes, as 64 hex digits or in base64; \`pegasus backup --new-key\` makes one.`,
    );
  return { secret, id: named(secret, 'id').subarray(0, 8).toString('hex') };
}

export function newBackupKey(): string {
  return randomBytes(32).toString('base64');
}

/** A sum that only who has the key can make; without a key it still shows damage. */
export function seal(text: string | Buffer, key: BackupKey | undefined): string {
  return createHmac('sha256', key ? named(key.secret, 'mac') : 'pegasus backup')
    .update(text)
    .digest('hex');
}

function named(secret: Buffer, purpose: string): Buffer {
  return createHmac('sha256', secret).update(`pegasus backup ${purpose}`).digest();
}

export async function* encrypt(
  content: AsyncIterable<Uint8Array>,
  { secret }: BackupKey,
): AsyncIterable<Uint8Array> {
  const salt = randomBytes(SALT_BYTES);
  const key = streamKey(secret, salt);
  yield Buffer.concat([MAGIC, salt]);
  let number = 0;
  let chunk: Buffer | undefined;
  for await (const next of chunksOf(content, CHUNK_BYTES)) {
    if (chunk) yield sealChunk(key, number++, false, chunk);
    chunk = next;
  }
  yield sealChunk(key, number, true, chunk ?? Buffer.alloc(0));
}

/** Throws Problem `backup-damaged` when anything was changed, moved or cut off. */
export async function* decrypt(
  content: AsyncIterable<Uint8Array>,
  { secret }: BackupKey,
  what: string,
): AsyncIterable<Uint8Array> {
  const headBytes = MAGIC.length + SALT_BYTES;
  let key: Buffer | undefined;
  let number = 0;
  let chunk: Buffer | undefined;
  for await (const next of chunksOf(content, CHUNK_BYTES + TAG_BYTES, headBytes)) {
    if (!key) {
      if (next.length !== headBytes || !next.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged(what);
      key = streamKey(secret, next.subarray(MAGIC.length));
      continue;
    }
    if (chunk) yield openChunk(key, number++, false, chunk, what);
    chunk = next;
  }
  if (!key || !chunk) throw damaged(what);
  yield openChunk(key, number, true, chunk, what);
}

function streamKey(secret: Buffer, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, 'pegasus backup stream', 32));
}

/** A number of 64 bits and, in the last byte, whether it is the last. */
function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 3);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

function sealChunk(key: Buffer, number: number, last: boolean, chunk: Buffer): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonceOf(number, last), { authTagLength: TAG_BYTES });
  return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
}

function openChunk(key: Buffer, number: number, last: boolean, chunk: Buffer, what: string): Buffer {
  if (chunk.length < TAG_BYTES) throw damaged(what);
  const decipher = createDecipheriv(CIPHER, key, nonceOf(number, last), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(chunk.subarray(chunk.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(chunk.subarray(0, chunk.length - TAG_BYTES)), decipher.final()]);
  } catch (error) {
    throw damaged(what, error);
  }
}

function damaged(what: string, cause?: unknown): Problem {
  return new Problem('backup-damaged', `It is ${what}.`, { cause });
}

/** Pieces of exactly `size` but for the last, after a first one of `head`. */
async function* chunksOf(
  content: AsyncIterable<Uint8Array>,
  size: number,
  head = size,
): AsyncIterable<Buffer> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  let wanted = head;
  for await (const piece of content) {
    held.push(piece);
    bytes += piece.byteLength;
    if (bytes < wanted) continue;
    let all = Buffer.concat(held);
    while (all.length >= wanted) {
      yield all.subarray(0, wanted);
      all = all.subarray(wanted);
      wanted = size;
    }
    held = all.length > 0 ? [all] : [];
    bytes = all.length;
  }
  if (bytes > 0) yield Buffer.concat(held);
}
