import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { Problem } from '@pegasus/core/problem.ts';
import type { Config } from '../../config.ts';
import type { Storage } from '../../storage/define.ts';
import { openStorage } from '../../storage/registry.ts';
import type { StoredFile } from './manifest.ts';
import { type BackupKey, decrypt, encrypt, parseBackupKey, seal } from './sealing.ts';

/** Where sets of backups are kept: a folder or a bucket of their own, and the key that is kept elsewhere. */
export interface BackupPlace {
  storage: Storage;
  key: BackupKey | undefined;
}

type PlaceSettings = Pick<
  Config,
  'backupUrl' | 'backupAccessKey' | 'backupSecretKey' | 'backupKey' | 'backupKeyFile'
>;

/** Throws Problem `setting-invalid` when no place is set, or its key cannot be read. */
export function openBackupPlace(config: PlaceSettings): BackupPlace {
  if (config.backupUrl === '')
    throw new Problem('setting-invalid', 'PEGASUS_BACKUP_URL: say where backups are kept.');
  return {
    storage: openStorage({
      url: config.backupUrl,
      accessKey: config.backupAccessKey,
      secretKey: config.backupSecretKey,
      folder: '',
      scratch: join(tmpdir(), 'pegasus-backup'),
    }),
    key: readKey(config),
  };
}

function readKey({ backupKey, backupKeyFile }: PlaceSettings): BackupKey | undefined {
  if (backupKey !== '') return parseBackupKey(backupKey, 'PEGASUS_BACKUP_KEY');
  if (backupKeyFile === '') return undefined;
  try {
    return parseBackupKey(readFileSync(backupKeyFile, 'utf8'), 'PEGASUS_BACKUP_KEY_FILE');
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('setting-invalid', 'PEGASUS_BACKUP_KEY_FILE: the file cannot be read.', {
      cause: error,
    });
  }
}

/** Where the bytes of an object lie, by what they are: the same bytes are kept once, whatever their key. */
export function blobKey(sha256: string, key: BackupKey | undefined): string {
  // Whoever sees the names of an encrypted place must not be able to tell which files are in it.
  const name = key ? seal(sha256, key) : sha256;
  return `objects/${name.slice(0, 2)}/${name}`;
}

/** Writes packed and encrypted text. `content` flows through once. */
export async function writeFile(
  { storage, key }: BackupPlace,
  name: string,
  content: AsyncIterable<Uint8Array>,
): Promise<StoredFile> {
  const packed = Readable.from(content, { objectMode: false }).pipe(createGzip({ level: 6 }));
  const { bytes, sha256 } = await storage.put(name, key ? encrypt(packed, key) : packed);
  return { key: name, bytes, sha256 };
}

/** Reads what `writeFile` wrote. Throws Problem `backup-damaged`, `backup-incomplete`. */
export async function* readFile(
  place: BackupPlace,
  file: StoredFile,
  encrypted: boolean,
): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256');
  let bytes = 0;
  const stored = async function* () {
    for await (const piece of present(place.storage, file.key)) {
      hash.update(piece);
      bytes += piece.byteLength;
      yield piece;
    }
  };
  const packed = encrypted && place.key ? decrypt(stored(), place.key, file.key) : stored();
  try {
    const source = Readable.from(packed, { objectMode: false });
    const unpacked = createGunzip();
    source.on('error', (error) => unpacked.destroy(error));
    yield* source.pipe(unpacked);
  } catch (error) {
    throw error instanceof Problem ? error : damaged(file.key, error);
  }
  if (bytes !== file.bytes || hash.digest('hex') !== file.sha256) throw damaged(file.key);
}

/** The bytes of a stored object, compared with their hash as they flow; the last piece comes after that. */
export async function* readBlob(
  place: BackupPlace,
  object: { blob: string; sha256: string },
  encrypted: boolean,
): AsyncIterable<Uint8Array> {
  const stored = present(place.storage, object.blob);
  const content = encrypted && place.key ? decrypt(stored, place.key, object.blob) : stored;
  const hash = createHash('sha256');
  let held: Uint8Array | undefined;
  for await (const piece of content) {
    if (held) yield held;
    hash.update(piece);
    held = piece;
  }
  if (hash.digest('hex') !== object.sha256) throw damaged(object.blob);
  if (held) yield held;
}

async function* present(storage: Storage, key: string): AsyncIterable<Uint8Array> {
  try {
    yield* storage.get(key);
  } catch (error) {
    if (error instanceof Problem && error.code === 'object-missing')
      throw new Problem('backup-incomplete', `It lacks ${key}.`, { cause: error });
    throw error;
  }
}

function damaged(what: string, cause?: unknown): Problem {
  return new Problem('backup-damaged', `It is ${what}.`, { cause });
}

/** Lines of text, each without its end. */
export async function* linesOf(content: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const piece of content) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
