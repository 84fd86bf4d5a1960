import { createHash } from 'node:crypto';
import { Problem } from '@pegasus/core/problem.ts';
import { findObject, noteVerified, type ObjectRow } from '../db/objects.ts';
import type { Services } from '../services.ts';
import { withoutBooks } from './kept-storage.ts';

export type Examined = 'whole' | 'damaged' | 'missing';

/** Reads an object whole, compares it with its hash, and writes down what was found. */
export async function examineObject(
  { database, storage, now }: Pick<Services, 'database' | 'storage' | 'now'>,
  row: Pick<ObjectRow, 'key' | 'sha256'>,
  signal?: AbortSignal,
): Promise<Examined> {
  const found = await read(storage, row.key, signal);
  const { kysely } = database;
  if (found === undefined || (row.sha256 ?? found.sha256) !== found.sha256) {
    const fault = found === undefined ? 'missing' : 'damaged';
    await noteVerified(kysely, row.key, { fault }, now());
    return fault;
  }
  const { bytes, sha256 } = found;
  await noteVerified(kysely, row.key, { fault: null, bytes, sha256 }, now());
  return 'whole';
}

/** What was read whole a moment ago is not read again for a second part of it. */
const FRESH_MS = 60_000;

/**
 * Reads an object whole before any byte of it is sent, so that nobody is given a damaged file. Throws Problem
 * `object-damaged`, `object-missing`.
 */
export async function refuseDamaged(
  services: Pick<Services, 'database' | 'storage' | 'now' | 'log'>,
  key: string,
): Promise<void> {
  const row = await findObject(services.database.kysely, key);
  if (!row) return;
  const fresh = services.now().getTime() - FRESH_MS;
  if (row.fault === null && row.verified_at && row.verified_at.getTime() > fresh) return;
  const found = await examineObject(services, row);
  if (found === 'whole') return;
  services.log.error({ key, found }, 'object at fault');
  throw new Problem(found === 'damaged' ? 'object-damaged' : 'object-missing', `The object is ${key}.`);
}

/** Undefined when it is not there. */
async function read(storage: Services['storage'], key: string, signal: AbortSignal | undefined) {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of withoutBooks(storage).get(key)) {
      signal?.throwIfAborted();
      bytes += piece.byteLength;
      hash.update(piece);
    }
  } catch (error) {
    if (error instanceof Problem && error.code === 'object-missing') return undefined;
    throw error;
  }
  return { bytes, sha256: hash.digest('hex') };
}
